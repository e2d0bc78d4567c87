/** The zoo's models on this machine: downloaded by this process, which no server refuses as it might a page. */

import type { ZooEntry } from '../../engine/models/zoo.js';
import { fileNameOf } from '../../engine/models/zoo.js';
import { download } from '../../engine/weights/download/download.js';
import { requestOf } from '../../engine/weights/download/zoo-files.js';
import { modelFolder } from './cache-folder.js';
import type { LocalContext } from './command.js';
import { FolderStore } from './folder-store.js';
import { Interrupted } from './interruption.js';

/** Downloads a model unless it is kept; gives the path of its file. Ctrl+C keeps what has come. */
export async function modelFile(entry: ZooEntry, { progress, interruption }: LocalContext): Promise<string> {
  const files = new FolderStore(modelFolder());
  const abort = new AbortController();
  const request = requestOf(entry, '');
  const work = download(
    { ...request, url: mirrored(request.url) },
    { files, signal: abort.signal, onProgress: (now) => progress.show(now) },
  );
  await interruption.cancellable(work, () => {
    abort.abort(new Interrupted('Interrupted. What has come is kept: the next download goes on from there.'));
  });
  return files.pathOf(fileNameOf(entry));
}

/** `HF_ENDPOINT` names a mirror of Hugging Face, as for its own tools. */
function mirrored(url: string): string {
  const { HF_ENDPOINT: mirror } = process.env;
  return mirror ? url.replace(/^https:\/\/huggingface\.co(?=\/)/, mirror.replace(/\/$/, '')) : url;
}
