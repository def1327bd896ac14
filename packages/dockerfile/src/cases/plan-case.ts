import type { ImageConfig } from '../image-plan.ts';

/** A Dockerfile and the image that it describes: one table, two witnesses, the plan and the engine. */
export interface PlanCase {
  readonly name: string;
  /** Its lines. */
  readonly dockerfile: readonly string[];
  /** Symbolic links beside the sample files: where they lead, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Lines of `.dockerignore`. */
  readonly ignore?: readonly string[];
  /** The whole plan, or line and words of what stops the builder, or the line of a RUN that surely fails. */
  readonly expected:
    | {
        readonly config: ImageConfig;
        /**
         * Every path that the base image does not have and whose origin is known, as
         * `context:PATH`, `inline:TEXT`, `directory` or `made`; none by default.
         */
        readonly files?: Readonly<Record<string, string>>;
      }
    | { readonly error: `${number}: ${string}` }
    | { readonly fails: number };
}

/** The build context of every case; the content of each file tells it from the others. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'requirements.txt': 'Flask\n',
  'server.py': 'print("server")\n',
  'src/app.py': 'print("app")\n',
  'src/lib/one.py': 'one = 1\n',
  'src/lib/two.txt': 'two\n',
  'docs/read me.md': 'spaces\n',
};
