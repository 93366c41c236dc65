"""Makes declarations of our own in each format, so that each trap can be set on purpose."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

TOTAL_A2 = "6a37f984-a4b3-458a-a20a-64418c145fa2"
TOTAL_A1 = "77e416eb-a363-4258-a04e-171d843a6460"
GHG = "fb774615-0575-45de-9a89-1ded92f19770"
FOSSIL = "5f635281-343e-44fb-83df-1971b155e6b6"
BIOGENIC = "2356e1ab-0185-4db5-86e5-16de51c7485c"
LULUC = "4331bbdb-978a-490d-8707-eeb047f01a55"
MASS, VOLUME, AREA = (
    "93a60a56-a3c8-11da-a746-0800200b9a66",
    "93a60a56-a3c8-22da-a746-0800200c9a66",
    "93a60a56-a3c8-19da-a746-0800200c9a66",
)
Figures = dict[str, Any]
"""Module -> figure; 'D@scenario' names a scenario."""


def soda(
    figures: dict[str, Figures], *, unit: str = "m3", quantity: str = VOLUME, mean: float = 1.0, value: float = 1.0,
    other: tuple[tuple[str, float], ...] = (), properties: tuple[tuple[str, str, str], ...] = (), uuid: str = "epd-1", time: Figures | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The JSON of soda4LCA: figures by indicator."""
    flows = [{"uuid": quantity, "referenceFlowProperty": True, "meanValue": value, "referenceUnit": unit}]
    flows += [{"uuid": other_quantity, "meanValue": amount} for other_quantity, amount in other]
    return {
        "processInformation": {
            "dataSetInformation": {"UUID": uuid, "name": {"baseName": [{"lang": "en", "value": "Board"}, {"lang": "da", "value": "Plade"}]}},
            "quantitativeReference": {"referenceToReferenceFlow": [0]},
            "time": time or {"dataSetValidUntil": 2031},
        },
        "modellingAndValidation": {"LCIMethodAndAllocation": {"other": {"anies": [{"name": "subType", "value": "average dataset"}]}}},
        "administrativeInformation": {"publicationAndOwnership": {"registrationNumber": "EPD-7", "referenceToOwnershipOfDataSet": {"shortDescription": [{"lang": "en", "value": "Maker"}]}}},
        "exchanges": {"exchange": [{"dataSetInternalID": 0, "referenceFlow": True, "meanAmount": mean, "flowProperties": flows,
                                    "materialProperties": [{"name": name, "value": amount, "unit": word} for name, amount, word in properties]}]},
        "LCIAResults": {"LCIAResult": [
            {"referenceToLCIAMethodDataSet": {"refObjectId": indicator}, "other": {"anies": [
                {"module": key.split("@")[0], "value": said if said is None else str(said), **({"scenario": key.split("@")[1]} if "@" in key else {})}
                for key, said in rows.items()]}}
            for indicator, rows in figures.items()]},
    }  # fmt: skip


def process_xml(figures: dict[str, Figures], *, flow: str = "flow-1", mean: float = 1.0, defaults: tuple[str, ...] = (), valid: str = "2031", head: str = "") -> bytes:  # fmt: skip
    """An ILCD+EPD process."""
    scenarios = "".join(f'<epd:scenario name="{name}" default="true"/>' for name in defaults)
    results = "".join(
        f'<LCIAResult><referenceToLCIAMethodDataSet refObjectId="{indicator}"/><c:other>'
        + "".join(
            f'<epd:amount epd:module="{key.split("@")[0]}"'
            + (f' epd:scenario="{key.split("@")[1]}"' if "@" in key else "")
            + (f">{said}</epd:amount>" if said is not None else "/>")
            for key, said in rows.items()
        )
        + "</c:other></LCIAResult>"
        for indicator, rows in figures.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<processDataSet xmlns="http://lca.jrc.it/ILCD/Process" xmlns:c="http://lca.jrc.it/ILCD/Common" xmlns:epd="http://www.iai.kit.edu/EPD/2013">
<processInformation><dataSetInformation><c:UUID>epd-x</c:UUID><name><baseName xml:lang="da">Plade</baseName></name><c:other><epd:scenarios>{scenarios}</epd:scenarios></c:other></dataSetInformation>
<quantitativeReference><referenceToReferenceFlow>1</referenceToReferenceFlow></quantitativeReference>
<time><c:dataSetValidUntil>{valid}</c:dataSetValidUntil></time></processInformation>
<exchanges><exchange dataSetInternalID="1"><referenceToFlowDataSet refObjectId="{flow}"/><meanAmount>{mean}</meanAmount></exchange></exchanges>
<LCIAResults>{results}</LCIAResults></processDataSet>""".encode()


def flow_xml(
    *, uuid: str = "flow-1", quantity: str = VOLUME, value: float = 1.0, other: tuple[tuple[str, float], ...] = ()
) -> bytes:
    """The flow data set that tells the declared unit."""
    more = "".join(
        f'<flowProperty dataSetInternalID="{index}"><referenceToFlowPropertyDataSet refObjectId="{name}"/><meanValue>{amount}</meanValue></flowProperty>'
        for index, (name, amount) in enumerate(other, 1)
    )
    return f"""<flowDataSet xmlns="http://lca.jrc.it/ILCD/Flow" xmlns:c="http://lca.jrc.it/ILCD/Common"><flowInformation><dataSetInformation><c:UUID>{uuid}</c:UUID></dataSetInformation>
<quantitativeReference><referenceToReferenceFlowProperty>0</referenceToReferenceFlowProperty></quantitativeReference></flowInformation>
<flowProperties><flowProperty dataSetInternalID="0"><referenceToFlowPropertyDataSet refObjectId="{quantity}"/><meanValue>{value}</meanValue></flowProperty>{more}</flowProperties></flowDataSet>""".encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def saved(content: bytes | dict[str, Any] | list[Any], folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def oekobaudat(rows: list[Figures], encoding: str = "cp1252") -> bytes:
    """The CSV of ÖKOBAUDAT, one row a module."""
    columns = ["UUID", "Version", "Name (de)", "Typ", "Gueltig bis", "URL", "Declaration owner", "Registrierungsnummer", "Bezugsgroesse", "Bezugseinheit", "Rohdichte (kg/m3)", "Flaechengewicht (kg/m2)", "Stueckgewicht (kg)", "Modul", "Szenario", "GWP", "GWPtotal (A2)"]  # fmt: skip
    lines = [";".join(columns)] + [";".join(str(row.get(column, "")) for column in columns) for row in rows]
    return "\r\n".join(lines).encode(encoding)
