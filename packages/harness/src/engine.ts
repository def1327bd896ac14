import type Dockerode from 'dockerode';

/** A container engine that answered. */
export interface Engine {
  /** For people: `Docker Desktop`, `Docker Engine`, `Podman`, `the kit's private engine`. */
  readonly name: string;
  readonly version: string;
  /** Operating system and architecture of its images, `linux/amd64`. */
  readonly platform: string;
  /** Where it listens, `unix:///…` or `tcp://…`. */
  readonly address: string;
  readonly isPrivate: boolean;
  /** Its client, as Testcontainers made it. */
  readonly client: Dockerode;
}
