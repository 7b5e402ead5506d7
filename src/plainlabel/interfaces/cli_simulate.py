"""The command `plainlabel simulate`: a medicine, a disease model, or patients given by their parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from plainlabel.errors import PlainLabelError, UsageError
from plainlabel.interfaces.cli_options import JsonOption, joined, opened_library

if TYPE_CHECKING:
    from plainlabel.action.simulate import Simulation
    from plainlabel.action.simulate_disease import DiseaseSimulation
    from plainlabel.answers.simulated import Asked
    from plainlabel.interfaces.plots import Plot

_MAX_FILE_BYTES = 64 << 20


_RegimenOption = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help='The doses: "600 mg then 300 mg q2w, missed dose 3". Without it: the usual ones.'),
]
_WeightOption = Annotated[float | None, typer.Option("--weight-kg", metavar="KG", help="Without it weights vary around 75 kg.")]
_WeeksOption = Annotated[
    float | None, typer.Option(metavar="WEEKS", help="How long to compute. Without it 16, or as long as the medicine stays.")
]
_MissedOption = Annotated[list[int] | None, typer.Option(metavar="N", help="The number of a missed dose; may be given again.")]
_StopOption = Annotated[float | None, typer.Option("--stop-week", metavar="WEEK", help="No dose after this week.")]
_DiseaseOption = Annotated[str | None, typer.Option(metavar="NAME", help="A disease model: atopic-dermatitis.")]
_DrugOption = Annotated[str | None, typer.Option(metavar="NAME", help="The treatment of the disease model.")]
_PatientsOption = Annotated[int | None, typer.Option(metavar="N", help="Virtual patients to draw (200; with --disease 1000).")]
_SeedOption = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Of the random numbers: the same seed, the same patients.")
]
_ParametersOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="JSON: patients by the parameters of a disease model. Computes them.")
]
_PlotOption = Annotated[
    Path | None, typer.Option(metavar="FILE.svg", help="Draw the level over time into this file.", show_default=False)
]
_SbmlOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.xml", help="Write the model with these doses as SBML, for other programs.", show_default=False),
]
_LabelsOption = Annotated[
    Path | None,
    typer.Option("--edition", metavar="PATH", help="Whose labels state the figures, as for `ask`.", show_default=False),
]


def simulate(
    medicine: Annotated[list[str] | None, typer.Argument(metavar="MEDICINE", help="The medicine, generic or brand.")] = None,
    regimen: _RegimenOption = None,
    weight_kg: _WeightOption = None,
    weeks: _WeeksOption = None,
    missed: _MissedOption = None,
    stop_week: _StopOption = None,
    disease: _DiseaseOption = None,
    drug: _DrugOption = None,
    patients: _PatientsOption = None,
    seed: _SeedOption = None,
    parameters: _ParametersOption = None,
    plot: _PlotOption = None,
    sbml: _SbmlOption = None,
    edition: _LabelsOption = None,
    json: JsonOption = False,
) -> None:
    """Compute how a medicine acts: its level over time, the receptor, a disease. It is a model, and says so."""
    from plainlabel.answers.simulated import Asked  # noqa: PLC0415 - NumPy loads only where it is needed
    from plainlabel.interfaces.cli_output import write_json, write_text  # noqa: PLC0415

    name = joined(medicine or []).strip() or None
    asked = [one is not None for one in (parameters, disease, name if disease is None else None)]
    if sum(asked) != 1:
        raise UsageError(
            "Name one thing to simulate: a medicine, --disease with --drug, or --parameters FILE",
            next_step='For example: plainlabel simulate dupilumab --regimen "600 mg then 300 mg q2w"',
        )
    if parameters is not None:
        write_json(_computed(parameters))
    elif disease is not None:
        result = _of_disease(disease, drug or name, regimen, weight_kg, patients, seed, plot)
        write_json(result) if json else write_text(_disease_text(result))
    else:
        asked_of = Asked(regimen, weight_kg, weeks, tuple(missed or ()), stop_week, _count(patients, 200), _count(seed, 1))
        found = _of_medicine(str(name), asked_of, edition, plot, sbml)
        write_json(found) if json else write_text(_medicine_text(found))


def _computed(file: Path) -> Any:
    from plainlabel.action.reference_patients import computed  # noqa: PLC0415

    try:
        if file.stat().st_size > _MAX_FILE_BYTES:
            raise UsageError("The file of patients is too large", file=str(file), next_step="Split it")
        data = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise UsageError(
            f"The file of patients cannot be read: {error.strerror}", file=str(file), next_step="Check its name and its rights"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"The file of patients is no JSON: {error}", file=str(file), next_step='Write a list of objects with "parameters"'
        ) from error
    return computed(data)


def _generic(name: str) -> str:
    """Returns the ingredient of a brand that is known to hold one alone, any other name as it is."""
    from plainlabel.vocabulary.names import fold, vocabulary  # noqa: PLC0415

    key = fold(name)
    held = {one.compositions for one in vocabulary() if one.kind == "brand" and fold(one.name) == key}
    alone = {composition[0] for compositions in held for composition in compositions if len(composition) == 1}
    return alone.pop() if len(alone) == 1 else name


def _of_medicine(name: str, asked: Asked, edition: Path | None, plot: Path | None, sbml: Path | None) -> Simulation:
    """Returns the simulation of a medicine with what its label rules; draws it and writes its model where files are named."""
    from plainlabel.interfaces.plots_of import level_plot  # noqa: PLC0415

    found = _with_label(_simulated(_generic(name), asked, edition), name, edition)
    if plot is not None:
        _draw(plot, level_plot(found))
    if sbml is not None:
        _export(sbml, found.medicine, asked)
    return found


def _simulated(name: str, asked: Asked, edition: Path | None) -> Simulation:
    """Returns the simulation; the medicines with a model of their own need no edition."""
    from plainlabel.action.pharmacokinetics import ANTIBODIES  # noqa: PLC0415
    from plainlabel.answers.simulated import simulated  # noqa: PLC0415

    if name.lower() in ANTIBODIES:
        return simulated(name, (name.lower(),), (), asked)
    with opened_library(edition) as library:
        return library.simulate(name, asked)


def _with_label(found: Simulation, name: str, edition: Path | None) -> Simulation:
    """Returns the simulation with what the label rules on a missed dose; as it is where no label of it is held."""
    try:
        with opened_library(edition) as library:
            rules = [fact["sentence"] for fact in library.facts(name, "missed_dose").facts]
    except PlainLabelError:
        return found
    return msgspec.structs.replace(found, label_says={"missed_dose": list(dict.fromkeys(rules))} if rules else {})


def _draw(file: Path, plot: Plot) -> None:
    from plainlabel.interfaces.cli_output import write_file  # noqa: PLC0415
    from plainlabel.interfaces.plots import svg  # noqa: PLC0415

    write_file(file, svg(plot, standalone=True))


def _export(file: Path, medicine: str, asked: Asked) -> None:
    from plainlabel.action.pharmacokinetics import antibody  # noqa: PLC0415
    from plainlabel.action.regimens import regimen  # noqa: PLC0415
    from plainlabel.action.sbml import sbml  # noqa: PLC0415
    from plainlabel.action.simulate import DEFAULT_WEEKS, DEFAULT_WEIGHT_KG  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import write_file  # noqa: PLC0415

    drug = antibody(medicine)
    weeks = DEFAULT_WEEKS if asked.weeks is None else asked.weeks
    given = regimen(asked.words or drug.usual_regimen, weeks, missed=asked.missed, stop_week=asked.stop_week)
    write_file(file, sbml(drug, given, DEFAULT_WEIGHT_KG if asked.weight_kg is None else asked.weight_kg))


def _of_disease(
    disease: str,
    drug: str | None,
    words: str | None,
    weight_kg: float | None,
    patients: int | None,
    seed: int | None,
    plot: Path | None,
) -> DiseaseSimulation:
    """Returns the simulation of a disease under a treatment; draws it where a file is named."""
    from plainlabel.action.simulate_disease import SEED, disease_simulation  # noqa: PLC0415
    from plainlabel.interfaces.plots_of import disease_plot  # noqa: PLC0415

    if drug is None:
        raise UsageError("Which treatment?", next_step="Name it with --drug, for example --drug dupilumab")
    weight = 75.0 if weight_kg is None else weight_kg
    found = disease_simulation(
        disease, drug, patients=_count(patients, 1000), seed=_count(seed, SEED), words=words, weight_kg=weight
    )
    if plot is not None:
        _draw(plot, disease_plot(found))
    return found


def _count(given: int | None, usual: int) -> int:
    return usual if given is None else given


def _medicine_text(found: Simulation) -> Iterator[str]:
    from plainlabel.action.spans import span  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import block, items, wrapped  # noqa: PLC0415

    yield f"{found.medicine}: {found.regimen['words']}, {span((found.regimen['weeks'] * 168,) * 2)}"
    yield from ("", *_level_table(found))
    yield from block("A missed dose, by the label", items(found.label_says.get("missed_dose", [])))
    answers = [answer["words"] for answer in found.answers.values() if answer is not None]
    yield from block("Computed", items(answers))
    yield from block("Warnings", items(found.warnings))
    yield from block("Assumed", items(found.assumptions))
    yield from ("", *wrapped(f"Model: {found.model}"))


def _level_table(found: Simulation) -> Iterator[str]:
    """Yields the level at the end of every week (or of twelve even stretches)."""
    curves, unit = found.concentration_mg_per_l, "of the highest" if found.relative else "mg/L"
    low, high = ("p5", "p95") if "p5" in curves else ("low", "high")
    yield f"{'day':>8}  {'level ' + unit:>20}  {'from':>10}  {'to':>10}" + ("  IL-4 block" if found.signal_block else "")
    last = found.time_days[-1]
    wanted = [last * part / 16 for part in range(17)]
    for at in sorted({min(range(len(found.time_days)), key=lambda one: abs(found.time_days[one] - day)) for day in wanted}):
        line = f"{found.time_days[at]:8.1f}  {curves['typical'][at]:20.3g}  {curves[low][at]:10.3g}  {curves[high][at]:10.3g}"
        if found.signal_block:
            blocked = 100 * next(iter(found.signal_block.values()))["typical"][at]
            line += f"  {'over 99.9' if blocked > 99.9 else f'{blocked:.1f}':>9}%"
        yield line


def _disease_text(found: DiseaseSimulation) -> Iterator[str]:
    from plainlabel.interfaces.cli_output import block, items, wrapped  # noqa: PLC0415

    yield f"{found.disease}, {found.drug}: {found.patients} virtual patients"
    for arm, share in found.easi_75_percent.items():
        yield ""
        yield arm
        yield f"{'week':>6}  {'EASI median':>12}  {'mean change':>12}  {'EASI-75':>8}"
        for week in (0, 1, 2, 4, 8, 12, 16, 24):
            change = found.easi_change_percent[arm][week]
            yield f"{week:6}  {found.easi[arm]['p50'][week]:12.1f}  {change:11.0f}%  {share[week]:7.0f}%"
    yield from block("Measured in trials, and the model beside", items(_measured(found)))
    yield from block("Warnings", items(found.warnings))
    yield from block("Assumed", items(found.assumptions))
    yield from ("", *wrapped(f"Model: {found.model}"))


def _measured(found: DiseaseSimulation) -> Iterator[str]:
    for one in found.trials:
        told = f"Week {one.week}, {one.trial}: {one.endpoint} {one.value:g}{one.unit}, placebo {one.placebo:g}{one.unit}"
        beside = "" if one.model is None else f"; model {one.model:.0f}{one.unit}, placebo {one.model_placebo:.0f}{one.unit}"
        yield f"{told}{beside} ({one.source})"
