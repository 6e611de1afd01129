/** Shows five more portions of a long table; nothing where all rows are shown. */
export function MoreButton({ all, shown, show }: MoreButtonProps) {
  if (all <= shown.count) return null;
  return (
    <button type="button" onClick={() => show(shown.count + 5 * shown.portion)}>
      More ({all - shown.count})
    </button>
  );
}

/** How many rows there are, how many of them are in the page and in what portions, and what takes a new count. */
interface MoreButtonProps {
  readonly all: number;
  readonly shown: { readonly count: number; readonly portion: number };
  readonly show: (count: number) => void;
}
