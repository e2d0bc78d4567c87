/** From places of a layout to pixels of the plot, both ways, with the same scale along both axes; y points up. Pure. */

export type Place = readonly [x: number, y: number];

/** Of the plot, in CSS pixels. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** What is looked at: `zoom` 1 shows the whole layout, wherever the centre is. */
export interface Camera {
  readonly centre: Place;
  readonly zoom: number;
}

/** The box around a layout. */
export interface Extent {
  readonly centre: Place;
  readonly width: number;
  readonly height: number;
}

export interface View {
  readonly size: PlotSize;
  readonly centre: Place;
  /** CSS pixels for a unit of the layout. */
  readonly scale: number;
}

/** Left free around the layout, in CSS pixels. */
const margin = 24;
const mostZoom = 40;

/** Two corners [2, 2] of the box around all of these places [N, 2]: the lower left one and the upper right one. */
export function cornersOf(layouts: readonly Float64Array[]): Float64Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const places of layouts) {
    places.forEach((value, index) => {
      const axis = index % 2;
      low[axis] = Math.min(low[axis] ?? Infinity, value);
      high[axis] = Math.max(high[axis] ?? -Infinity, value);
    });
  }
  return Float64Array.from([...low, ...high]);
}

export function extentOf([left = 0, bottom = 0, right = 0, top = 0]: Float64Array): Extent {
  return { centre: [(left + right) / 2, (bottom + top) / 2], width: right - left, height: top - bottom };
}

export function viewOf(size: PlotSize, extent: Extent, { centre, zoom }: Camera): View {
  const across = Math.max(1, size.width - 2 * margin) / Math.max(extent.width, 1e-9);
  const down = Math.max(1, size.height - 2 * margin) / Math.max(extent.height, 1e-9);
  return { size, centre: zoom === 1 ? extent.centre : centre, scale: zoom * Math.min(across, down) };
}

export function toPixel({ size, centre, scale }: View, [x, y]: Place): Place {
  return [size.width / 2 + (x - centre[0]) * scale, size.height / 2 - (y - centre[1]) * scale];
}

export function toPlace({ size, centre, scale }: View, [x, y]: Place): Place {
  return [centre[0] + (x - size.width / 2) / scale, centre[1] - (y - size.height / 2) / scale];
}

/** All places [N, 2] in pixels, [N, 2]. */
export function pixelsOf(view: View, places: Float64Array): Float64Array {
  return places.map((value, index) =>
    index % 2 === 0
      ? view.size.width / 2 + (value - view.centre[0]) * view.scale
      : view.size.height / 2 - (value - view.centre[1]) * view.scale,
  );
}

/** Nearer or farther, the place under a pixel staying under it. */
export function zoomed(view: View, camera: Camera, factor: number, pixel: Place): Camera {
  const zoom = Math.min(mostZoom, Math.max(1, camera.zoom * factor));
  const held = toPlace(view, pixel);
  const along = (axis: 0 | 1) => held[axis] + ((view.centre[axis] - held[axis]) * camera.zoom) / zoom;
  return { centre: [along(0), along(1)], zoom };
}

/** Moved by so many pixels, no farther than to the edge of the layout. */
export function moved({ scale, centre }: View, extent: Extent, camera: Camera, [across, down]: Place): Camera {
  const within = (value: number, middle: number, length: number) =>
    Math.min(middle + length / 2, Math.max(middle - length / 2, value));
  const [x, y] = [centre[0] - across / scale, centre[1] + down / scale];
  return {
    ...camera,
    centre: [within(x, extent.centre[0], extent.width), within(y, extent.centre[1], extent.height)],
  };
}

/** Moved, where a place is out of sight, until it is in the middle. */
export function showing(view: View, camera: Camera, place: Place): Camera {
  const [x, y] = toPixel(view, place);
  const { width, height } = view.size;
  return x >= 0 && x <= width && y >= 0 && y <= height ? camera : { ...camera, centre: place };
}
