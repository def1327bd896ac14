interface MessageProps {
  /** With code between backticks; may have several lines. */
  readonly text: string;
  readonly label?: string;
  readonly strong?: boolean;
}

/** A text of the kit's, its code shown as code. */
export function Message({ text, label, strong = false }: MessageProps) {
  const parts = text.split(/(`[^`]+`)/);
  return (
    <p class={strong ? 'message strong' : 'message'}>
      {label !== undefined && <b>{label}: </b>}
      {parts.map((part) =>
        part.startsWith('`') && part.length > 2 ? <code>{part.slice(1, -1)}</code> : part,
      )}
    </p>
  );
}
