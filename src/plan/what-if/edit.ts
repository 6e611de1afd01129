/**
 * A change to what is planned, that somebody tries out: names are those of the models.
 *
 * `pin`: the service runs on these targets only; `move`: it leaves one of the targets of the previous plan for another;
 * `forbid`: it does not run there; `drain`: nothing runs on the target; `capacity`: the target has so much (a decimal
 * number) of a property; `without`: the service is not planned.
 */
export type Edit =
  | { readonly kind: 'pin'; readonly service: string; readonly targets: readonly string[] }
  | { readonly kind: 'move'; readonly service: string; readonly from: string; readonly to: string }
  | { readonly kind: 'forbid'; readonly service: string; readonly target: string }
  | { readonly kind: 'drain'; readonly target: string }
  | { readonly kind: 'capacity'; readonly target: string; readonly property: string; readonly amount: string }
  | { readonly kind: 'without'; readonly service: string };
