/**
 * The playground's elements for another page: `<thaw-feature-maps>`, `<thaw-freeze-editor>`, `<thaw-training-chart>`, the
 * engine's worker that they show, and the pure functions that stand between the two. See docs/elements.md.
 */

import './styles/tokens.css';

export { checkRecipe, defaultRecipe } from '../engine/index.js';
export type { LookEvents, PlanEvents } from './elements/events.js';
export { painterOf } from './elements/maps-canvas.js';
export { ThawFeatureMaps } from './elements/thaw-feature-maps.js';
export { ThawFreezeEditor } from './elements/thaw-freeze-editor.js';
export { ThawTrainingChart } from './elements/thaw-training-chart.js';
export { maskOf } from './state/mask.js';
export { withPreset } from './state/presets.js';
export { advanced, begun, failed, finished, watched } from './state/training.js';
export type { LayerSummary, ModelSummary } from './worker/protocol.js';
export { connectEngine } from './worker/client.js';
