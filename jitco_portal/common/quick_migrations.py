"""The same operations as Django's, without building every related model anew for each: a cold start is far shorter.

``makemigrations`` writes Django's own; where a migration has many, these stand in their place. Constraints, indexes
and triggers are no part of what a model's class can do, so the state only has to remember them; to a table of history
no other points, so nothing but its own class has to be built.
"""

from django.db import migrations
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger import migrations as triggers


class AddConstraint(migrations.AddConstraint):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name_lower].options
        options["constraints"] = [*options.get("constraints", []), self.constraint]


class AddIndex(migrations.AddIndex):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name_lower].options
        options["indexes"] = [*options.get("indexes", []), self.index.clone()]


class CreateHistoryModel(migrations.CreateModel):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        model = ModelState(app_label, self.name, list(self.fields), dict(self.options), self.bases, list(self.managers))
        state.models[app_label, model.name_lower] = model
        _relate_and_render(model, state)


class AddHistoryField(migrations.AddField):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        model = state.models[app_label, self.model_name_lower]
        model.fields[self.name] = self.field
        _relate_and_render(model, state)


class AddTrigger(triggers.AddTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(triggers.RemoveTrigger):
    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [each for each in options.get("triggers", []) if each.name != self.name]


def _relate_and_render(model: ModelState, state: ProjectState) -> None:
    key = model.app_label, model.name_lower
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.unregister_model(*key)
        state.apps.render_multiple([model])
