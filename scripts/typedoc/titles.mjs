// TypeDoc plugin: names for what TypeDoc names by its file. A page of the guide is called by its
// first heading; the main module of a package with several modules, which has no name, `index`.
import { Application, Converter, ReflectionKind } from 'typedoc';

/** @param {Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const heading = /^# (.+)$/m.exec(page.content.map(({ text }) => text).join(''));
    if (heading) page.name = heading[1];
  });
  app.on(Application.EVENT_PROJECT_REVIVE, (project) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      if (module.name === '') module.name = 'index';
    }
  });
}
