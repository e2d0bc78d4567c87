/**
 * Colour maps as tables of 256 colours: *viridis* for values without a sign, and a diverging map for values with one,
 * neutral at zero. Both can be read by colour-blind people and in grey.
 *
 * Anchors: viridis by Stéfan van der Walt and Nathaniel Smith (CC0), RdBu by Cynthia Brewer (ColorBrewer 2, Apache-2.0),
 * turned so that blue is negative. Between anchors colours are interpolated linearly.
 */

export type ColourMap = 'viridis' | 'diverging';

const anchors: Record<ColourMap, readonly number[]> = {
  viridis: [0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725],
  diverging: [
    0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f,
  ],
};

/** The colour at `t` in [0, 1] (clamped), as [red, green, blue] of 0 … 255. */
export function colourAt(map: ColourMap, t: number): [number, number, number] {
  const colours = anchors[map];
  const position = Math.min(Math.max(t, 0), 1) * (colours.length - 1);
  const index = Math.min(Math.floor(position), colours.length - 2);
  const [from = 0, to = 0] = [colours[index], colours[index + 1]];
  const channel = (shift: number) => {
    const [a, b] = [(from >> shift) & 255, (to >> shift) & 255];
    return Math.round(a + (b - a) * (position - index));
  };
  return [channel(16), channel(8), channel(0)];
}

/** 256 RGBA8 colours, red in the lowest byte. */
export function colourTable(map: ColourMap): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    const [red, green, blue] = colourAt(map, index / 255);
    return (red | (green << 8) | (blue << 16) | (255 << 24)) >>> 0;
  });
}

/** The name of the map that a layer is drawn with. */
export function colourMapFor(isSigned: boolean): ColourMap {
  return isSigned ? 'diverging' : 'viridis';
}
