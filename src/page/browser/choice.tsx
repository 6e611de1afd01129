/** Buttons of which one is pressed; where there is little room, a list to choose from (the style sheet shows one). */
export function Choice<Value extends string>(props: {
  label: string;
  values: readonly (readonly [value: Value, text: string])[];
  value: Value;
  choose: (value: Value) => void;
}) {
  return (
    <>
      <fieldset class="choice" aria-label={props.label}>
        {props.values.map(([value, text]) => (
          <button type="button" key={value} aria-pressed={value === props.value} onClick={() => props.choose(value)}>
            {text}
          </button>
        ))}
      </fieldset>
      <select
        class="narrow-choice"
        aria-label={props.label}
        value={props.value}
        onChange={({ currentTarget }) => {
          const chosen = props.values.find(([value]) => value === currentTarget.value);
          if (chosen) props.choose(chosen[0]);
        }}
      >
        {props.values.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </>
  );
}
