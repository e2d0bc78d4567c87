/** Sizes for people: megabytes, of a million bytes each, as disks and downloads are told in. */

/** `46.8 MB` */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
