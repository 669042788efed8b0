"""One way of importing the register, measured in a process of its own; the last line printed is JSON.

django-import-export gets the same file into the same model, with the same functions to read names, ids and phones, and
with villages looked up in memory; it is measured as its own preview works, as a dry run that is rolled back.
"""

import json
import os
import time
from pathlib import Path

import openpyxl
import tablib
from import_export import fields, instance_loaders, resources, widgets

from households.imports import REGISTER
from households.models import Household
from measure.sample_register import TITLE_ROWS
from sammachip.lib import sealing, thai
from sammachip.lib.sheets import read_safely
from villages.importing.checking import check
from villages.importing.office import Office
from villages.importing.receiving import carry_out, receive
from villages.importing.staging import staged
from villages.importing.undoing import undo
from villages.models import Village

try:
    import resource
except ImportError:  # Windows tells no peak.
    resource = None

PLACE = {"register": REGISTER, "district": "9001", "year": 2562, "by": None, "file_name": "register.xlsx"}


def peak(who="RUSAGE_SELF"):
    return resource.getrusage(getattr(resource, who)).ru_maxrss / 1024 if resource else 0.0


def timed(work, *args, **kwargs):
    start = time.perf_counter()
    given = work(*args, **kwargs)
    return time.perf_counter() - start, given


def cpu():
    """Seconds that this process and the readers it started have worked."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def sammachip(path):
    """What the page does on an upload; then, apart, its steps, the commit, a second check and the undo."""
    before = cpu()
    seconds, batch = timed(receive, path.read_bytes(), **PLACE)
    told = {
        "seconds": seconds,
        "cpu": cpu() - before,
        "accepted": batch.counts["new"],
        "peak_mb": peak(),
        "reader_mb": peak("RUSAGE_CHILDREN"),
    }
    reading, workbook = timed(read_safely, path)
    checking, preview = timed(check, workbook, REGISTER, Office("9001", 2562))
    staging, _ = timed(staged, preview)
    told["steps"] = {"reading": reading, "checking": checking, "preview": staging}
    told["commit"], _ = timed(carry_out, batch, REGISTER, by=None)
    told["again"], second = timed(receive, path.read_bytes(), **PLACE)
    told["undo"], kept = timed(undo, batch, by=None)
    if second.counts["same"] != batch.counts["new"] or kept or Household.objects.exists():
        raise SystemExit("The second upload or the undo did not leave things as they were.")
    return told


class VillageWidget(widgets.Widget):
    def __init__(self):
        villages = Village.objects.select_related("subdistrict")
        self.known = {(village.subdistrict.name, village.moo): village for village in villages}

    def clean(self, value, row=None, **kwargs):
        return self.known[row["ตำบล"], thai.whole(row["หมู่ที่"])]


class BytesWidget(widgets.Widget):
    def render(self, value, obj=None, **kwargs):
        return value.hex() if value else ""


class HouseholdResource(resources.ModelResource):
    prefix, first_name, last_name = (
        fields.Field(attribute=name, column_name=name) for name in ("prefix", "first_name", "last_name")
    )
    nid_idx = fields.Field(attribute="nid_idx", column_name="nid_idx", widget=BytesWidget())
    house_no = fields.Field(attribute="house_no", column_name="บ้านเลขที่")
    phone = fields.Field(attribute="phone", column_name="โทรศัพท์")
    members = fields.Field(attribute="members", column_name="จำนวนสมาชิก (คน)", widget=widgets.IntegerWidget())
    village = fields.Field(attribute="village", column_name="หมู่บ้าน", widget=VillageWidget())

    class Meta:
        model = Household
        import_id_fields = ("nid_idx",)
        fields = ("prefix", "first_name", "last_name", "nid_idx", "house_no", "phone", "members", "village")

    def before_import_row(self, row, **kwargs):
        row["prefix"], row["first_name"], row["last_name"] = thai.split_name(row["ชื่อ - สกุล"])
        row["บ้านเลขที่"], row["โทรศัพท์"] = thai.arabic(str(row["บ้านเลขที่"])), thai.phone(row["โทรศัพท์"])

    def before_save_instance(self, instance, row, **kwargs):
        instance.nid_idx = None
        instance.seal_citizen_id(row["citizen_id"])


class BulkResource(HouseholdResource):
    class Meta(HouseholdResource.Meta):
        use_bulk = True
        batch_size = 1_000
        skip_diff = True
        instance_loader_class = instance_loaders.CachedInstanceLoader


def rival(resource_class, path):
    before = cpu()
    seconds, result = timed(
        lambda: resource_class().import_data(dataset_of(path), dry_run=True, use_transactions=True)
    )
    errors = [str(error.error) for _, found in result.row_errors() for error in found] + [
        str(error.error) for error in result.base_errors
    ]
    if errors:
        raise SystemExit(f"The rival refused {len(errors)} rows, first: {errors[0]}")
    return {"seconds": seconds, "cpu": cpu() - before, "accepted": result.totals["new"], "peak_mb": peak()}


def dataset_of(path):
    """The sheet as that library's own xlsx format reads it, from the head down, without the sums, and with its key."""
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).active
    rows = sheet.iter_rows(min_row=TITLE_ROWS, values_only=True)
    head = next(rows)
    dataset, at = tablib.Dataset(headers=[*head, "citizen_id", "nid_idx"]), head.index("เลขประจำตัวประชาชน")
    for row in rows:
        if row[0] is not None:
            citizen_id = thai.citizen_id(row[at])
            dataset.append([*row, citizen_id, sealing.index(citizen_id)])
    return dataset


WAYS = {
    "sammachip": sammachip,
    "import-export default": lambda path: rival(HouseholdResource, path),
    "import-export bulk": lambda path: rival(BulkResource, path),
}


def main(way, path):
    print(json.dumps(WAYS[way](Path(path))))
