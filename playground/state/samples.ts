/** The photographs that come with the page, in the order of the strip; the first is opened by itself. */

export interface SamplePicture {
  readonly file: string;
  readonly name: string;
}

export const samplePictures: readonly [SamplePicture, ...SamplePicture[]] = [
  { file: 'nagasaki-boats.jpg', name: 'Boats in Nagasaki' },
  { file: 'airplane-from-above.jpg', name: 'Airplane from above' },
  { file: 'locomotion-house-cat.jpg', name: 'House cat in locomotion' },
  { file: 'french-alpine-landscape.jpg', name: 'French alpine landscape' },
  { file: 'allium-oreophilum.jpg', name: 'Allium oreophilum' },
];

/** The sample in that file, or the first. */
export function sampleOf(file: string | undefined): SamplePicture {
  return samplePictures.find((sample) => sample.file === file) ?? samplePictures[0];
}

/** Where the page finds a sample, whatever path it is served from. */
export function sampleUrl(sample: SamplePicture): string {
  return new URL(`samples/${sample.file}`, document.baseURI).href;
}
