/** The layers of a network as the options of a `<select>`, gathered by block. */

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { BlockSummary, LayerSummary } from '../worker/protocol.js';

/** @param offers which layers can be chosen; all where absent. */
export function layerOptions(
  blocks: readonly BlockSummary[],
  chosen: string,
  offers: (layer: LayerSummary) => boolean = () => true,
): TemplateResult[] {
  return blocks
    .map(({ name, layers }) => ({ name, offered: layers.filter(offers) }))
    .filter(({ offered }) => offered.length > 0)
    .map(
      ({ name, offered }) =>
        html`<optgroup label=${name}>
          ${offered.map(
            (layer) =>
              html`<option value=${layer.name} ?selected=${layer.name === chosen}>
                ${layer.name} · ${layer.kind}
              </option>`,
          )}
        </optgroup>`,
    );
}
