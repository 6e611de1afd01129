import type { MapLight } from './brush.ts';
import { type CardLink, layWays } from './lay-ways.ts';
import { bundlesOf } from './map-bundles.ts';
import type { MapScene } from './map-scene.ts';
import type { PageState, Selection } from './page-state.ts';

/** More moves between machines are told by numbers on cards alone. */
const mostFlows = 30;

/** What of a map is lit: by what is selected, hovered, found or moved. */
export function lightMap(
  state: PageState,
  scene: MapScene,
  hovered: number | undefined,
): Omit<MapLight, 'isDark' | 'isMoving'> & { readonly isCrowded: boolean } {
  const selected = state.selected.value;
  const selectedCard =
    selected?.kind === scene.lens
      ? scene.cardOf.get(selected.number)
      : selected?.kind === 'service'
        ? cardOfService(state, scene, selected.number)
        : undefined;
  const services = litServices(state);
  const isDiff = state.shown.value === 'diff';
  const flows = isDiff && scene.lens === 'machine' ? listFlows(state, scene) : [];
  const own = selectedCard ?? hovered;
  const isMap = scene.lens === 'machine' && !isDiff;
  const bundles = !isMap
    ? []
    : selected?.kind === 'service'
      ? listLinks(state, scene, selected.number)
      : listBundles(state, scene, own, selectedCard !== undefined);
  const isCrowded = flows.length > mostFlows;
  const isOfSelected = ([from, to]: CardLink): boolean => from === selectedCard || to === selectedCard;
  return {
    cards: litCards(state, scene, { services, selectedCard, bundles }),
    services,
    moved: isDiff ? state.moved.value : new Set(),
    selectedCard,
    isCrowded: isCrowded && selectedCard === undefined,
    ways: layWays(scene.layout, bundles, isCrowded ? flows.filter(isOfSelected) : flows),
    changes: isDiff ? countChanges(flows) : new Map(),
  };
}

function cardOfService(state: PageState, scene: MapScene, service: number): number | undefined {
  if (scene.lens === 'group') return scene.cardOf.get(state.plan.document.services.group[service] ?? -1);
  const [machine = -1] = state.places.value[service] ?? [];
  return scene.cardOf.get(machine);
}

function litServices(state: PageState): ReadonlySet<number> {
  const selected = state.selected.value;
  const failed = state.replan.value;
  if (failed.kind === 'failed') return new Set(failed.services);
  const marked = state.marked.value;
  if (marked !== undefined) return new Set([...marked].flatMap(name => state.plan.service(name) ?? []));
  if (selected?.kind === 'service') return new Set([selected.number]);
  const hits = state.hits.value ?? [];
  return new Set(hits.flatMap(({ kind, number }) => (kind === 'service' ? [number] : [])));
}

function litCards(
  state: PageState,
  scene: MapScene,
  lit: Pick<MapLight, 'services' | 'selectedCard'> & { readonly bundles: readonly CardLink[] },
): ReadonlySet<number> | undefined {
  const selected = state.selected.value;
  if (selected?.kind === 'service' && scene.lens === 'machine') {
    const machines = [
      ...(state.places.value[selected.number] ?? []),
      ...state.plan.neighbours(selected.number).flatMap(({ other }) => state.places.value[other] ?? []),
      ...(state.plan.candidates(selected.number) ?? []),
    ];
    return new Set(machines.flatMap(machine => scene.cardOf.get(machine) ?? []));
  }
  if (lit.selectedCard !== undefined)
    return new Set([lit.selectedCard, ...lit.bundles.flatMap(bundle => bundle.slice(0, 2))]);
  const marked = state.marked.value;
  if (marked !== undefined) {
    const machines = new Set([...marked].flatMap(name => state.plan.machine(name) ?? []));
    const isMarked = (card: number): boolean => scene.lens === 'machine' && machines.has(scene.ids[card] ?? -1);
    return new Set(
      scene.boxes.on.flatMap((on, card) => (isMarked(card) || on.some(one => lit.services.has(one)) ? [card] : [])),
    );
  }
  return state.hits.value === undefined ? undefined : foundCards(state.hits.value, scene);
}

/** Cards of what is found, and those that it is on. O(hits + places). */
function foundCards(hits: readonly Selection[], { boxes, ids, lens }: MapScene): ReadonlySet<number> {
  const found = { service: new Set<number>(), machine: new Set<number>(), group: new Set<number>(), bundle: undefined };
  for (const { kind, number } of hits) found[kind]?.add(number);
  return new Set(
    boxes.on.flatMap((on, card) =>
      found[lens].has(ids[card] ?? -1) || on.some(service => found.service.has(service)) ? [card] : [],
    ),
  );
}

/** The heaviest bundles, and all of the card that is hovered or selected. */
function listBundles(
  state: PageState,
  scene: MapScene,
  own: number | undefined,
  ownAlone: boolean,
): readonly CardLink[] {
  const { all, ofCard } = bundlesOf(scene);
  const ranks = ofCard[own ?? -1] ?? [];
  const most = ownAlone ? 0 : state.bundles.value;
  return [...all.slice(0, most), ...ranks.filter(rank => rank >= most).flatMap(rank => all.slice(rank, rank + 1))];
}

/** The links of one service over the network, by machine. */
function listLinks({ plan, figures }: PageState, { cardOf }: MapScene, service: number): readonly CardLink[] {
  const { places, crosses } = figures.value;
  const from = cardOf.get(places[service]?.[0] ?? -1);
  const weights = new Map<number, number>();
  for (const { other, link } of plan.neighbours(service)) {
    const to = cardOf.get(places[other]?.[0] ?? -1);
    if (crosses[link] !== 1 || to === undefined) continue;
    weights.set(to, (weights.get(to) ?? 0) + (plan.document.links.weight[link] ?? 1));
  }
  return from === undefined ? [] : [...weights].map(([to, weight]) => [from, to, weight]);
}

function listFlows(state: PageState, { cardOf }: MapScene): readonly CardLink[] {
  const counts = new Map<string, readonly [number, number, number]>();
  for (const service of state.moved.value) {
    const [before, after] = [state.before.value[service] ?? [], state.after.value[service] ?? []];
    const left = before.filter(machine => !after.includes(machine));
    const come = after.filter(machine => !before.includes(machine));
    left.forEach((machine, i) => {
      const [from, to] = [cardOf.get(machine), cardOf.get(come[i] ?? -1)];
      if (from === undefined || to === undefined) return;
      const [, , count] = counts.get(`${from} ${to}`) ?? [from, to, 0];
      counts.set(`${from} ${to}`, [from, to, count + 1]);
    });
  }
  return [...counts.values()];
}

function countChanges(flows: readonly CardLink[]): MapLight['changes'] {
  const changes = new Map<number, readonly [number, number]>();
  for (const [from, to, count] of flows) {
    const [come, go] = changes.get(from) ?? [0, 0];
    changes.set(from, [come, go + count]);
    const [comeTo, goTo] = changes.get(to) ?? [0, 0];
    changes.set(to, [comeTo + count, goTo]);
  }
  return changes;
}
