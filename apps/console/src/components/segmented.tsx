import { useId, type ReactNode } from 'react';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few; arrow keys move between them. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="hidden-text">{props.label}</legend>
      {props.options.map(({ value, label }) => (
        <label key={value} className="segment">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
