/** What an answer says of its plan beside measures and bounds; undefined where it does not say it. */
export interface ClaimedDetails {
  readonly linkLevels?: readonly ClaimedLevel[] | undefined;
  /** Capacity → target → what is said of it there. */
  readonly loads?: ReadonlyMap<string, ReadonlyMap<string, ClaimedLoad>> | undefined;
  readonly moved?: readonly ClaimedMove[] | undefined;
  /** Target → what it is said to cost. */
  readonly costs?: ReadonlyMap<string, number> | undefined;
  /** Targets that are said to host anything. */
  readonly used?: readonly string[] | undefined;
  /** How many dependencies there are said to be, and how many cross the network. */
  readonly dependencies?: number | undefined;
  readonly networkDependencies?: number | undefined;
  readonly networkLinks?: readonly ClaimedLink[] | undefined;
  /** What each objective is said to count: measure → weight. */
  readonly aims?: readonly ReadonlyMap<string, number>[] | undefined;
}

/** Links whose ends share a zone of a level, and none further in. */
export interface ClaimedLevel {
  /** Undefined for those that share none. */
  readonly level: string | undefined;
  readonly count: number;
  readonly weight: number;
  readonly cost: number;
}

/** What a target holds of a capacity. */
export interface ClaimedLoad {
  readonly used: number;
  readonly have: number;
  readonly comfortable: number | undefined;
  readonly whileMoving: number | undefined;
  /** Undefined where nothing is there and something is used. */
  readonly share: number | undefined;
}

/** A service leaves a target for another one. */
export interface ClaimedMove {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly stateful: boolean;
  readonly weight: number;
}

/** A dependency that crosses the network, and what it would be that its ends meet. */
export interface ClaimedLink {
  readonly from: string;
  readonly to: string;
  readonly fromTarget: string;
  readonly toTarget: string;
  readonly weight: number;
  readonly reason: string;
  readonly together: ClaimedMeeting | undefined;
}

/** By how much more would cross the network with both ends there. */
export interface ClaimedMeeting {
  readonly target: string;
  readonly extraWeight: number;
  readonly extraLinks: number;
}
