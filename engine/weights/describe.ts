/** What a model is beside its weights, from the best of the sources: its file, a configuration beside it, the zoo, the family. */

import type { Architecture } from '../models/architecture.js';
import {
  defaultClasses,
  defaultPreprocessing,
  type ModelDescription,
  type Preprocessing,
  type PreprocessingSource,
} from '../models/model.js';
import type { Configuration } from './configuration.js';
import { classesFrom, preprocessingFrom } from './metadata.js';
import { nothingBeside, type OpenBeside, type WeightFile } from './weight-file.js';

/** What is known of a file from elsewhere (the zoo), for what the file does not say itself. */
export type KnownDescription = Partial<Pick<ModelDescription, 'classes' | 'preprocessing'>>;

type Fed = Required<Pick<ModelDescription, 'preprocessing' | 'preprocessingSource'>>;

export async function describeModel(
  architecture: Architecture,
  { metadata }: WeightFile,
  known: KnownDescription,
  beside: OpenBeside,
): Promise<Pick<ModelDescription, 'classes'> & Fed> {
  const { classCount } = architecture;
  const configuration = await configurationIn(beside);
  const named = [classesFrom(metadata, classCount), configuration.classes, known.classes];
  return {
    classes: named.find((classes) => classes?.length === classCount) ?? (await defaultClasses(architecture)),
    ...(from('file', preprocessingFrom(metadata)) ??
      from('configuration', configuration.preprocessing) ??
      from('zoo', known.preprocessing) ?? {
        preprocessing: defaultPreprocessing(architecture),
        preprocessingSource: 'default',
      }),
  };
}

function from(preprocessingSource: PreprocessingSource, preprocessing: Preprocessing | undefined): Fed | undefined {
  return preprocessing && { preprocessing, preprocessingSource };
}

/** What reads configurations is loaded where there may be one. */
async function configurationIn(beside: OpenBeside): Promise<Partial<Configuration>> {
  return beside === nothingBeside ? {} : (await import('./configuration.js')).readConfiguration(beside);
}
