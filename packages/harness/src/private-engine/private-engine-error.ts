/** Why the kit's own engine could not do what was asked, and the one thing to do. */
export class PrivateEngineError extends Error {
  override readonly name = 'PrivateEngineError';
  readonly help: string;

  constructor(message: string, help: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}
