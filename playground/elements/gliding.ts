/** Places [N, 2] that glide from where they are to where they are to be; without a way between for who wants no motion. */

/** Milliseconds. */
const duration = 700;

export class Gliding {
  places = new Float64Array();
  #from = new Float64Array();
  #to = new Float64Array();
  #started = 0;
  #frame: number | undefined;

  /** @param onMove is told whenever places have changed. */
  constructor(private readonly onMove: () => void) {}

  /** @param isSame whether they are places of the same points as those before. */
  goTo(places: Float64Array, isSame: boolean): void {
    this.stop();
    this.#to = Float64Array.from(places);
    const isStill = !isSame || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isStill || places.length !== this.places.length) this.places = this.#to;
    else this.#begin();
    this.onMove();
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #begin(): void {
    this.#from = this.places;
    this.#started = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (now: number): void => {
    const part = Math.min(1, Math.max(0, (now - this.#started) / duration));
    // Slow at both ends.
    const way = part * part * (3 - 2 * part);
    this.places = this.#to.map((to, index) => (1 - way) * (this.#from[index] ?? to) + way * to);
    this.#frame = part < 1 ? requestAnimationFrame(this.#step) : undefined;
    this.onMove();
  };
}
