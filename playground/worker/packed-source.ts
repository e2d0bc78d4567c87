/**
 * A person's own data as one file: all pictures one after the other, and a description that says which bytes are which.
 * Ten thousand files would take minutes to write; one of the same bytes takes seconds. Pure.
 */

import type { DataSource } from './protocol.js';

interface PackedFile {
  readonly path: string;
  readonly film?: string | undefined;
  readonly type: string;
  /** Where it begins in the one file, and how long it is, in bytes. */
  readonly at: number;
  readonly size: number;
}

/** A data source whose files are places in the one file; plain data. */
export type PackedSource = (
  | Extract<DataSource, { kind: 'embedded' }>
  | { readonly kind: 'files'; readonly files: readonly PackedFile[] }
  | { readonly kind: 'joined'; readonly parts: readonly PackedSource[] }
) &
  Pick<DataSource, 'edits'>;

/** The description, and the pictures in its order. */
export interface Packing {
  readonly source: PackedSource;
  readonly blobs: readonly Blob[];
  readonly bytes: number;
}

export function pack(source: DataSource, from = 0): Packing {
  const { edits } = source;
  if (source.kind === 'embedded') return { source, blobs: [], bytes: 0 };
  if (source.kind === 'files') {
    let at = from;
    const files = source.files.map(({ path, file, film }): PackedFile => {
      const place = { path, film, type: file.type, at, size: file.size };
      at += file.size;
      return place;
    });
    return {
      source: { kind: 'files', files, edits },
      blobs: source.files.map(({ file }) => file),
      bytes: at - from,
    };
  }
  const parts: Packing[] = [];
  for (const part of source.parts) parts.push(pack(part, from + totalOf(parts)));
  return {
    source: { kind: 'joined', parts: parts.map((part) => part.source), edits },
    blobs: parts.flatMap(({ blobs }) => blobs),
    bytes: totalOf(parts),
  };
}

/** The source again. Nothing is read: each picture is a part of the one file, `packed`. */
export function unpack(source: PackedSource, packed: Blob): DataSource {
  const { edits } = source;
  if (source.kind === 'embedded') return source;
  if (source.kind === 'joined') {
    return { kind: 'joined', parts: source.parts.map((part) => unpack(part, packed)), edits };
  }
  const files = source.files.map(({ path, film, type, at, size }) => ({
    path,
    film,
    file: packed.slice(at, at + size, type),
  }));
  return { kind: 'files', files, edits };
}

function totalOf(parts: readonly Packing[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}
