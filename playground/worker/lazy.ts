/** A part of the workbench that is loaded when it is first asked for, so that the page need not wait for it to begin. */

export class Lazy<Part> {
  #loading: Promise<Part> | undefined;
  #loaded: Part | undefined;

  constructor(readonly load: () => Promise<Part>) {}

  /** The part, if it was ever asked for. */
  get ifLoaded(): Part | undefined {
    return this.#loaded;
  }

  /** Rejects where it cannot be loaded; the next call tries again. */
  async get(): Promise<Part> {
    this.#loading ??= this.load();
    try {
      return (this.#loaded = await this.#loading);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }
}
