/** Buttons of which one is pressed. */
export function Choice<Value extends string>(props: {
  label: string;
  values: readonly (readonly [value: Value, text: string])[];
  value: Value;
  choose: (value: Value) => void;
}) {
  return (
    <fieldset class="choice" aria-label={props.label}>
      {props.values.map(([value, text]) => (
        <button type="button" key={value} aria-pressed={value === props.value} onClick={() => props.choose(value)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
