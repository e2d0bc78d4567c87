/** The look that every element shares: `static override styles = [sharedStyles, css`…`]`. */

import type { CSSResultGroup } from 'lit';
import { controlStyles } from './control-styles.js';
import { errorStyles } from './error-styles.js';
import { textStyles } from './text-styles.js';

export const sharedStyles: CSSResultGroup = [textStyles, controlStyles, errorStyles];
