/** What the guided lesson needs, loaded when it is first opened: its element, and the pages that are watched for. */

import './thaw-lesson.js';
export { lessonPages } from '../lesson/pages.js';
