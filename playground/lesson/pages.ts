/** The pages of the lesson, in the order in which they are read. */

import { limitPages } from './limit-pages.js';
import { lookPages } from './look-pages.js';
import type { LessonPage } from './page.js';
import { trainPages } from './train-pages.js';

export const lessonPages: readonly LessonPage[] = [...lookPages, ...trainPages, ...limitPages];
