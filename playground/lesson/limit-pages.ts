/** The pages on what transfer learning is worth: with few labels, where it fails, and what is said of it. */

import { countIn, rowTotal, shareOfRow, type Confusion } from '../elements/confusion-cells.js';
import { printPercent } from '../elements/format.js';
import type { AppState } from '../state/app-state.js';
import { claims } from './claims.js';
import { between, sentencesOf } from './outcomes.js';
import type { LessonPage, Measures, OwnExperiment, Since, WrongClass } from './page.js';

export const limitPages: readonly LessonPage[] = [
  {
    name: 'labels',
    title: 'Fewer labels',
    text:
      'Labelled pictures are what costs most. A pretrained network should need fewer of them, for it knows already what ' +
      'pictures look like. An experiment can tell: the same training with few and with more pictures of each class, from a ' +
      'pretrained network and from random weights, each over several seeds, since one run alone may be luck. It goes on in ' +
      'the background.',
    action: 'In Experiments, ask “How many labels it takes”, in its quick size, and wait for its first run.',
    place: 'experiments',
    question: 'labels',
    needs: ['experiments'],
    kept: sentencesOf('labels', between('labels', 'fine-tuned', 'from scratch')),
    measure(now, since) {
      const own = ownLabels(now, since);
      return own && { labels: own };
    },
    result: ({ labels: own }) => own && { sentence: sayOwn(own), table: own.points },
  },
  {
    name: 'limits',
    title: 'Where it fails',
    text:
      'Frozen features show the head only what the first training had a use for. Thaw’s own network learnt from photographs ' +
      'of ten things; what tells two kinds of drawings apart may never have mattered there, and no training of the head can ' +
      'find what its features leave out. The confusion matrix shows where that happens: each row is a true class, each ' +
      'column what it was taken for.',
    action: 'Open the pictures behind a mistake: press a filled cell beside the diagonal. No matrix yet? Train first.',
    place: 'results',
    needs: [],
    kept: sentencesOf('transfer', between('transfer', 'head only', 'from scratch')),
    measure(now, since) {
      const limits = wrongClass(now, since);
      return limits && { limits };
    },
    result: ({ limits }) => limits && { sentence: sayWrong(limits) },
  },
  {
    name: 'claims',
    title: 'What is said, and what was measured',
    text:
      'Four things are often said of transfer learning. Each has an experiment here that tests it, and below is what came ' +
      'out when it was run on this network: few small pictures and short trainings, so that any machine can repeat it. ' +
      'Where no difference was seen there may still be one, too small for so few runs.',
    action: 'Choose the claim that you trust least, and open its experiment.',
    place: 'experiments',
    needs: ['experiments'],
    claims,
    measure({ question }, since) {
      const isNew = question !== undefined && question !== since.state.question;
      return isNew && claims.some(({ kind }) => kind === question.kind)
        ? { claims: { opened: question.kind } }
        : undefined;
    },
    result: (measures) => measures.claims && { sentence: sayClaims(measures.claims) },
  },
];

/** The visitor's own experiment, once it has a run more than before, or is opened again after all of them. */
function ownLabels({ experiments, question }: AppState, since: Since): OwnExperiment | undefined {
  const isLabels = ({ kind }: (typeof experiments)[number]) => kind === 'labels';
  const own = experiments.findLast(isLabels);
  if (!own) return undefined;
  const before = since.state.experiments.find(({ name }) => name === own.name)?.done ?? 0;
  const isOpenedAgain = own.status === 'done' && question !== since.state.question;
  return own.done > before || isOpenedAgain
    ? { done: own.done, planned: own.planned, points: withoutSpread(own.points) }
    : undefined;
}

/** Names, numbers of runs and means: what a narrow card has room for. */
function withoutSpread({ head, rows }: OwnExperiment['points']): OwnExperiment['points'] {
  const few = (row: readonly string[]) => row.slice(0, 3);
  return { head: few(head), rows: rows.map(few) };
}

function sayOwn({ done, planned }: OwnExperiment): string {
  return done < planned
    ? `${done} of the ${planned} runs of your experiment: it goes on in its card, and says how sure it is at the end.`
    : `All ${planned} runs of your experiment are done: its card says how sure they are.`;
}

/** The class of the open mistakes, if they were opened since then. */
function wrongClass({ training: { report }, samples }: AppState, since: Since): WrongClass | undefined {
  const [first] = samples?.indices ?? [];
  const result = report && first !== undefined ? report.testResults[first] : undefined;
  if (!report || !result || samples === since.state.samples || result.label === result.predicted) return undefined;
  const { classes, confusion } = report;
  const { label, predicted } = result;
  const best = bestClass(confusion);
  return {
    name: classes[label] ?? '',
    takenFor: classes[predicted] ?? '',
    mistakes: countIn(confusion, { label, predicted }),
    total: rowTotal(confusion, label),
    recognised: recognisedIn(confusion, label),
    best: classes[best] ?? '',
    bestRecognised: recognisedIn(confusion, best),
  };
}

/** The share of a class's test pictures that were recognised. */
function recognisedIn(confusion: Confusion, label: number): number {
  return shareOfRow(confusion, { label, predicted: label });
}

function bestClass(confusion: Confusion): number {
  const shares = confusion.map((_, label) => recognisedIn(confusion, label));
  return shares.indexOf(Math.max(...shares));
}

function sayWrong({ name, takenFor, mistakes, total, recognised, best, bestRecognised }: WrongClass): string {
  const rest = name === best ? '' : `, but ${printPercent(bestRecognised)} of ${best}`;
  return (
    `Your network took ${mistakes} of ${total} pictures of ${name} for ${takenFor}. ` +
    `It recognised ${printPercent(recognised)} of ${name}${rest}.`
  );
}

function sayClaims({ opened }: NonNullable<Measures['claims']>): string {
  const own = claims.filter(({ kind }) => kind === opened);
  const seen = claims.filter(({ verdict }) => verdict === 'seen').length;
  const tested = own.map(({ says }) => `“${says.replace(/\.$/, '')}”`).join(' and ');
  return `You opened what tests ${tested}. Of the ${claims.length} claims, ${seen} ${seen === 1 ? 'was' : 'were'} wholly seen here. Ask for yourself.`;
}
