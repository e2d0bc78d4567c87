/**
 * What a file really is and, for pictures, how large: told from its first bytes, whatever it is called. Pictures are
 * measured before they are decoded, because a few bytes can promise more pixels than there is memory.
 */

export interface FileFormat {
  /** In words, with an article: `a PNG picture`. */
  readonly name: string;
  /** The media type, for pictures that browsers may decode. */
  readonly type?: string;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

interface Signature extends FileFormat {
  /** Of the first 64 bytes, each as one character. */
  readonly begins: RegExp;
  readonly measure?: (view: DataView) => PixelSize | undefined;
}

const signatures: readonly Signature[] = [
  { begins: /^\x89PNG\r\n\x1a\n/, name: 'a PNG picture', type: 'image/png', measure: measurePng },
  { begins: /^\xff\xd8\xff/, name: 'a JPEG picture', type: 'image/jpeg', measure: measureJpeg },
  { begins: /^GIF8[79]a/, name: 'a GIF picture', type: 'image/gif', measure: measureGif },
  { begins: /^RIFF[^]{4}WEBP/, name: 'a WebP picture', type: 'image/webp', measure: measureWebp },
  { begins: /^BM[^]{4}\0{4}/, name: 'a BMP picture', type: 'image/bmp', measure: measureBmp },
  { begins: /^[^]{4}ftypavi[fs]/, name: 'an AVIF picture', type: 'image/avif' },
  { begins: /^[^]{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/, name: 'a HEIC picture', type: 'image/heic' },
  { begins: /^(II\*\0|MM\0\*)/, name: 'a TIFF picture', type: 'image/tiff' },
  { begins: /^[^]{4}ftyp/, name: 'a video' },
  { begins: /^PK(\x03\x04|\x05\x06)/, name: 'a zip archive' },
  { begins: /^\x1f\x8b/, name: 'a gzip archive' },
  { begins: /^Rar!/, name: 'a RAR archive' },
  { begins: /^7z\xbc\xaf/, name: 'a 7-Zip archive' },
  { begins: /^%PDF/, name: 'a PDF document' },
  { begins: /^\s*<(!doctype html|html|head|body)/i, name: 'an HTML page' },
  { begins: /^\s*(<\?xml[^]*)?<svg/i, name: 'an SVG drawing' },
  { begins: /^version https:\/\/git-lfs/, name: 'a Git LFS pointer' },
  { begins: /^[\t\n\r\x20-\x7e]+$/, name: 'a text file' },
];

/** `undefined` for what has no known beginning. */
export function formatOf(bytes: Uint8Array): FileFormat | undefined {
  return signatureOf(bytes);
}

/** Width and height as the file declares them; `undefined` where they cannot be told without decoding. */
export function pixelSizeOf(bytes: Uint8Array): PixelSize | undefined {
  try {
    return signatureOf(bytes)?.measure?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return undefined; // The file ends before it says.
    throw error;
  }
}

function signatureOf(bytes: Uint8Array): Signature | undefined {
  const start = Array.from(bytes.subarray(0, 64), (byte) => String.fromCharCode(byte)).join('');
  return signatures.find(({ begins }) => begins.test(start));
}

function measurePng(view: DataView): PixelSize {
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function measureGif(view: DataView): PixelSize {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The height of a BMP is negative where its rows run from the top. */
function measureBmp(view: DataView): PixelSize {
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** Walks the segments to the frame header: SOF0 … SOF15, among which C4, C8 and CC mean other things. */
function measureJpeg(view: DataView): PixelSize | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // A marker may be preceded by any number of 0xff.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Three kinds of first chunk: extended (VP8X), lossless (VP8L) and lossy (VP8 with a space). */
function measureWebp(view: DataView): PixelSize | undefined {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X') {
    const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: uint24(24) + 1, height: uint24(27) + 1 };
  }
  if (kind === 'L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}
