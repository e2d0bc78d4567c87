/** The worker's script: a workbench, offered to the page through Comlink. */

import { expose } from 'comlink';
import { carryComplaints } from './thrown.js';
import { Workbench } from './workbench.js';

carryComplaints();
// The script lies one folder below the page, as a source and as built: models and data sets are found from any sub-path.
expose(new Workbench(new URL('../', location.href).href));
