/** The camera of an element: opened, changed for another, and given back when the element goes or says so. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ThawError } from '../../engine/index.js';

/** A camera by its id, and by a name for people. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

export class CameraStream implements ReactiveController {
  #stream: MediaStream | undefined;
  #choices: readonly CameraChoice[] = [];
  #isLive = false;
  /** The last call of `show` that is to have an effect. */
  #wanted = 0;

  /** @param onEnd told when a camera that was live is taken away: unplugged, say, or forbidden. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly onEnd: (error: ThawError) => void = () => undefined,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  /** The cameras there are, as soon as one may be used: before that they have no names. */
  get choices(): readonly CameraChoice[] {
    return this.#choices;
  }

  /** The one that is used. */
  get id(): string | undefined {
    return this.#stream?.getVideoTracks()[0]?.getSettings().deviceId;
  }

  /**
   * Shows a camera, the browser's choice without an `id`.
   * @throws ThawError where there is none, it may not be used or does not start. After `stop` nothing happens.
   */
  async show(video: HTMLVideoElement, id?: string): Promise<void> {
    this.stop();
    const turn = this.#wanted;
    const stream = await requestCamera(id);
    if (turn !== this.#wanted) {
      giveBack(stream);
      return;
    }
    this.#stream = stream;
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => this.#end(stream));
    try {
      video.srcObject = stream;
      await video.play();
      this.#choices = await cameras();
    } catch (error) {
      // Another camera was chosen, or none is wanted any more.
      if (stream !== this.#stream) return;
      this.stop();
      throw error;
    }
    this.#isLive = stream === this.#stream;
    this.host.requestUpdate();
  }

  stop(): void {
    this.#wanted += 1;
    if (this.#stream) giveBack(this.#stream);
    this.#stream = undefined;
    this.#isLive = false;
    this.host.requestUpdate();
  }

  #end(stream: MediaStream): void {
    if (stream !== this.#stream) return;
    this.stop();
    this.onEnd(noCamera('a camera that stopped', 'Connect it again, or allow it again, and open this once more.'));
  }
}

function giveBack(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function cameras(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const found = devices.filter(({ kind }) => kind === 'videoinput');
  return found.map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}

async function requestCamera(id: string | undefined): Promise<MediaStream> {
  // Outside a secure context there is no `mediaDevices`, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw noCamera('no access to cameras from this page', 'Open the page over https or on localhost.');
  try {
    const video = { width: { ideal: 1280 }, ...(id !== undefined && { deviceId: { exact: id } }) };
    return await devices.getUserMedia({ video, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError') {
      throw noCamera('a refusal', 'Allow the camera for this page in the browser’s address bar, or open a file.');
    }
    if (name === 'NotFoundError' || name === 'OverconstrainedError') {
      throw noCamera('no camera', 'Connect one, or open a file.');
    }
    throw noCamera('a camera that does not start', 'Close other programs that use it, or open a file.');
  }
}

function noCamera(got: string, remedy: string): ThawError {
  return new ThawError({ operation: 'camera', got, expected: 'a camera that this page may use', remedy });
}
