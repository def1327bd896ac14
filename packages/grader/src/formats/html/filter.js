/* global document, window */
// All can be read without this: it hides what is not asked for, and opens what is printed.
{
  const filter = document.querySelector('#filter');
  const [name, outcome, told] = filter.querySelectorAll('input, select, output');
  const entries = [...document.querySelectorAll('[data-outcome]')].map((element) => ({
    element,
    isLearner: element.localName === 'details',
    name: element.querySelector('.name').textContent.toLowerCase(),
    kinds: ['', element.dataset.outcome, element.dataset.late === undefined ? '' : 'late'],
  }));
  const learners = entries.filter(({ isLearner }) => isLearner);

  const apply = () => {
    const wanted = name.value.trim().toLowerCase();
    for (const entry of entries) {
      entry.element.hidden = !(entry.name.includes(wanted) && entry.kinds.includes(outcome.value));
    }
    const shown = learners.filter(({ element }) => !element.hidden).length;
    told.value = shown === learners.length ? '' : `${shown} of ${learners.length}`;
  };
  filter.addEventListener('input', apply);
  // What a browser keeps in its fields when the page is opened again.
  window.addEventListener('pageshow', apply);
  filter.hidden = false;

  // For browsers whose style sheets cannot: see `::details-content` there.
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open], .source)')];
    for (const details of closed) details.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
}
