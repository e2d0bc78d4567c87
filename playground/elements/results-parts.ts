/** What shows what trainings came to: loaded once the page is alive, since there is nothing to show before. */

import './thaw-confusion-matrix.js';
import './thaw-layer-updates.js';
import './thaw-moment.js';
import './thaw-run-list.js';
import './thaw-sample-grid.js';
