export interface ContainerLimits {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
}

export interface RunningContainer {
  readonly id: string;
  /** Where the container's port is published on this machine. */
  readonly host: string;
  readonly port: number;
}
