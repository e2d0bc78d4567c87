/** The page's icons: drawn here, on a 16-pixel square, in the colour of the text beside them. */

import type { SVGTemplateResult, TemplateResult } from 'lit';
import { html, svg } from 'lit';

function icon(drawing: SVGTemplateResult): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${drawing}
  </svg>`;
}

/** A snow crystal: frozen. */
export const frozenIcon = icon(
  svg`<path d="M8 1.5v13M2.4 4.75l11.2 6.5M13.6 4.75l-11.2 6.5M6.2 2.6 8 4.2l1.8-1.6M6.2 13.4 8 11.8l1.8 1.6" />`,
);

/** A drop: thawed. */
export const thawedIcon = icon(
  svg`<path d="M8 1.8c2.6 3 4.2 5.2 4.2 7.600a4.2 4.2 0 0 1-8.4 0c0-2.4 1.6-4.6 4.2-7.600ZM6 9.800a2 2 0 0 0 2 2" />`,
);

export const sunIcon = icon(
  svg`<circle cx="8" cy="8" r="3" /><path d="M8 1v1.500M8 13.500V15M1 8h1.500M13.5 8H15M3 3l1.1 1.100M11.9 11.9 13 13M3 13l1.1-1.100M11.9 4.1 13 3" />`,
);

export const moonIcon = icon(svg`<path d="M13.5 9.800A6 6 0 1 1 6.2 2.500a4.8 4.8 0 0 0 7.3 7.300Z" />`);

/** Half of a disc is filled. */
export const contrastIcon = icon(
  svg`<circle cx="8" cy="8" r="6" /><path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />`,
);

export const cameraIcon = icon(
  svg`<rect x="1.5" y="4.5" width="13" height="9" rx="1.5" /><path d="m5 4.5 1-2h4l1 2" /><circle cx="8" cy="9" r="2.3" />`,
);

export const pictureIcon = icon(
  svg`<rect x="1.5" y="2.5" width="13" height="11" rx="1.5" /><circle cx="5.3" cy="6" r="1.2" /><path d="m2 12 3.7-3.5 2.3 2 3-3.5 3.3 4" />`,
);

export const closeIcon = icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`);

export const deleteIcon = icon(
  svg`<path d="M2.5 4h11M6 4V2.500h4V4M4 4l.6 9.500h6.800L12 4M6.600 6.500l.2 4.500M9.400 6.500l-.2 4.500" />`,
);

export const doneIcon = icon(svg`<path d="m2.800 8.500 3.400 3.400L13.2 4.500" />`);

export const lessonIcon = icon(
  svg`<path d="M8 4C6.5 2.900 4.300 2.500 1.500 2.500V12c2.800 0 5 .4 6.500 1.500 1.500-1.100 3.700-1.500 6.500-1.500V2.500C11.700 2.500 9.500 2.900 8 4ZM8 4v9.500" />`,
);

export const foldIcon = icon(svg`<path d="m3 6 5 5 5-5" />`);

export const unfoldIcon = icon(svg`<path d="m3 10 5-5 5 5" />`);

export const previousIcon = icon(svg`<path d="M10 3 5 8l5 5" />`);

export const nextIcon = icon(svg`<path d="m6 3 5 5-5 5" />`);

export const shareIcon = icon(svg`<path d="M8 10V2M5 4.500 8 1.500l3 3M3.500 7.500v6h9v-6" />`);

export const undoIcon = icon(svg`<path d="M5.5 2.5 2.5 5.500l3 3M2.800 5.500h6.700a4 4 0 0 1 0 8H6" />`);

export const redoIcon = icon(svg`<path d="m10.5 2.500 3 3-3 3M13.200 5.500H6.500a4 4 0 0 0 0 8H10" />`);

export const warningIcon = icon(svg`<path d="M8 2 1.5 13.500h13L8 2ZM8 6.500v3.200M8 11.600v.1" />`);
