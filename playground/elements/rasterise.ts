/** From a drawing to pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @param scale pixels of the picture for each unit of the drawing. */
export async function rasterise(svg: Blob, { width, height }: Size, scale: number): Promise<Blob> {
  const image = new Image(width, height);
  image.src = URL.createObjectURL(svg);
  try {
    await image.decode();
    const canvas = new OffscreenCanvas(width * scale, height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
