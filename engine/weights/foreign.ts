/**
 * Networks that are near to ResNets and are not of the family, and how they show: by tensors that the family does not
 * have, or, where the tensors are a member's and what is computed is not, by what timm calls them.
 */

interface Foreign {
  /** What the family does not have. */
  readonly what: string;
  readonly tensors: RegExp;
}

const antiAliasing = 'anti-aliased downsampling (BlurPool and its like)';

const foreign: readonly Foreign[] = [
  { what: 'attention between channels (SE, ECA and their like)', tensors: /\.(?:se|eca|attn|cbam|se_module)\./ },
  { what: antiAliasing, tensors: /\.(?:aa|filt)\b/ },
  {
    what: 'normalisation before convolutions (BiT, ResNet v2)',
    tensors: /^stages\.\d+\.blocks\.|\.norm[123]\.|^norm\./,
  },
  { what: 'convolutions split within a block (Res2Net, ResNeSt, SK)', tensors: /\.convs\.|\.conv2\.(?:conv|fc1)/ },
];

const antiAliasedTitle = /res(?:net|next)(?:blur|aa)/i;

/** What those tensors show that the family does not have, as a sentence for an error. */
export function foreignTensors(names: readonly string[]): string | undefined {
  const found = foreign.find(({ tensors }) => names.some((name) => tensors.test(name)));
  return found && sentence(found.what);
}

/** The same from what a file or its architecture is called. */
export function foreignTitle(title: string): string | undefined {
  return antiAliasedTitle.test(title) ? sentence(antiAliasing) : undefined;
}

function sentence(what: string): string {
  return `The family does not have ${what}.`;
}
