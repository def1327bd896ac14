interface MessageProps {
  /** With code between backticks; may have several lines. */
  readonly text: string;
  readonly label?: string;
  readonly strong?: boolean;
  /** Within a line, not a paragraph of its own. */
  readonly inline?: boolean;
}

/** A text of the kit's, its code shown as code. */
export function Message({ text, label, strong = false, inline = false }: MessageProps) {
  const Element = inline ? 'span' : 'p';
  return (
    <Element class={strong ? 'message strong' : 'message'}>
      {label !== undefined && <b>{label}: </b>}
      {text
        .split(/(`[^`]+`)/)
        .map((part) =>
          part.startsWith('`') && part.length > 2 ? <code>{part.slice(1, -1)}</code> : part,
        )}
    </Element>
  );
}
