"""A program that writes a file, as far as the window knows it."""

from dataclasses import dataclass, field, replace

from mobility_coach.services.export_ports import ExportOrder, ExportReport, ExportState


@dataclass
class FakeExport:
    """Says what it is told to say."""

    order: ExportOrder
    told: ExportReport = field(default_factory=ExportReport)

    def report(self) -> ExportReport:
        return self.told

    def cancel(self) -> None:
        if self.told.state is ExportState.RUNNING:
            self.told = replace(self.told, state=ExportState.CANCELLED)
