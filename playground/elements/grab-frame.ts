/** A frame of a film: the square in the middle of the live picture, as the network will be shown it. */

import { ThawError } from '../../engine/index.js';

/** In pixels: what ImageNet's pictures are made before they are cropped. */
const side = 256;

/** As a PNG, not mirrored whatever the page shows. Rejects where there is no picture or no canvas. */
export async function grabFrame(video: HTMLVideoElement): Promise<Blob> {
  const { videoWidth, videoHeight } = video;
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  const square = Math.min(videoWidth, videoHeight);
  if (!context || square === 0) {
    throw new ThawError({
      operation: 'camera',
      got: context ? 'no picture' : 'no 2D canvas',
      expected: 'a live picture to keep',
      remedy: 'What was recorded is still here: try again.',
    });
  }
  const [left, top] = [(videoWidth - square) / 2, (videoHeight - square) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, left, top, square, square, 0, 0, side, side);
  return canvas.convertToBlob({ type: 'image/png' });
}
