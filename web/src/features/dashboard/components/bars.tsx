interface Bar {
  key: string;
  label: string;
  value: number;
  text: string;
  note: string;
}

/** What sold most, longest first: a bar says at once what a column of figures has to be read for. */
export function Bars({ rows }: { rows: readonly Bar[] }) {
  const most = Math.max(...rows.map(({ value }) => value), 1);
  return (
    <ul className="bars">
      {rows.map(({ key, label, value, text, note }) => (
        <li key={key}>
          <span className="bar-label">{label}</span>
          <span className="bar-note">{note}</span>
          <strong>{text}</strong>
          <span className="bar" style={{ width: `${(value / most) * 100}%` }} />
        </li>
      ))}
    </ul>
  );
}
