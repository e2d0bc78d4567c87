/** Takes pictures at a steady pace until it is told to stop; while one is still being taken, no other is. */

/** Milliseconds from one picture to the next: six a second. */
const interval = 1000 / 6;

export class FilmRecorder {
  #timer: number | undefined;
  #isBusy = false;

  /** @param take takes one picture; what it cannot do is told to `fail`, and ends the film. */
  constructor(
    private readonly take: () => Promise<void>,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** The first picture at once, so that a short press gives one. */
  start(): void {
    this.stop();
    void this.#tick();
    this.#timer = window.setInterval(() => void this.#tick(), interval);
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #tick(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.take();
    } catch (error) {
      this.stop();
      this.fail(error);
    } finally {
      this.#isBusy = false;
    }
  }
}
