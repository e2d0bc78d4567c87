/** The pictures that were picked out on a map, as a grid in which they are chosen, with what can be done with the chosen ones. */

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FeatureMap, Thumbnail } from '../worker/protocol.js';
import { printCount } from './format.js';
import type { MapSelection } from './map-selection.js';
import type { Selection } from './picture-selection.js';
import './thaw-picture-grid.js';
import type { GridPicture } from './thaw-picture-grid.js';
import './thaw-sample-actions.js';

export interface PickedOptions {
  /** Names of the classes that they can be moved to. */
  readonly targets: readonly string[];
  readonly isLocked: boolean;
  readonly thumbnails: (names: readonly string[]) => Promise<readonly Thumbnail[]>;
  readonly choose: (selection: Selection) => void;
}

export function pickedPictures(
  map: FeatureMap,
  { listed, selection }: MapSelection,
  { targets, isLocked, thumbnails, choose }: PickedOptions,
): TemplateResult {
  const title = listed.length === 0 ? 'No picture is picked out' : `${printCount(listed.length)} picked out`;
  return html`<section class="picked" aria-label="Pictures picked out">
    <header>
      <h3 aria-live="polite">${title}</h3>
      <thaw-sample-actions
        .samples=${[...selection.chosen]}
        .classes=${targets}
        ?locked=${isLocked}
      ></thaw-sample-actions>
    </header>
    ${
      listed.length === 0
        ? nothing
        : html`<thaw-picture-grid
            .pictures=${gridPictures(map, new Set(listed))}
            name="Pictures picked out on the map"
            .selection=${selection}
            .thumbnails=${thumbnails}
            @thaw-select=${(event: CustomEvent<Selection>) => choose(event.detail)}
          ></thaw-picture-grid>`
    }
  </section>`;
}

function gridPictures({ pictures, classes }: FeatureMap, listed: ReadonlySet<string>): readonly GridPicture[] {
  return pictures
    .filter(({ name }) => listed.has(name))
    .map(({ name, part, label }) => ({ name, part, caption: classes[label] ?? '', isWithPrevious: false }));
}
