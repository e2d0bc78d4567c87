/** The worker's script: a workbench, offered to the page through Comlink. */

import { expose } from 'comlink';
import { carryComplaints } from './thrown.js';
import { createWorkbench } from './workbench.js';

carryComplaints();
// The script lies one folder below the page, as a source and as built: models and data sets are found from any sub-path.
expose(createWorkbench(new URL('../', location.href).href));
