"""Writes small IFC4 models as text, so that each trap can be set on purpose."""

from __future__ import annotations

from pathlib import Path

HEAD = """ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','2026-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('IFC4'));
ENDSEC;
DATA;
"""
TAIL = "ENDSEC;\nEND-ISO-10303-21;\n"


class Model:
    """Lines of a model; each method gives the number of what it wrote."""

    def __init__(self, length: str = "$", name: str = "Skole") -> None:
        self.lines: list[str] = []
        units = [self.add(f"IFCSIUNIT(*,.LENGTHUNIT.,{length},.METRE.)"), self.add("IFCSIUNIT(*,.AREAUNIT.,$,.SQUARE_METRE.)"), self.add("IFCSIUNIT(*,.VOLUMEUNIT.,$,.CUBIC_METRE.)"), self.add("IFCSIUNIT(*,.MASSUNIT.,.KILO.,.GRAM.)")]  # fmt: skip
        assignment = self.add(f"IFCUNITASSIGNMENT(({','.join(f'#{unit}' for unit in units)}))")
        self.add(f"IFCPROJECT('{self.guid()}',$,'{name}',$,$,$,$,$,#{assignment})")

    def add(self, line: str) -> int:
        self.lines.append(line)
        return len(self.lines)

    def guid(self) -> str:
        return f"{len(self.lines) + 1:022d}"

    def element(self, kind: str, name: str, last: str = ",$") -> int:
        return self.add(f"{kind}('{self.guid()}',$,'{name}',$,$,$,$,$" + last + ")")

    def quantities(self, element: int, **amounts: float) -> None:
        """NetVolume=2.0, NetArea=…, Length=…, NetWeight=…; `Width` is a length."""
        kinds = {"Volume": "VOLUME", "Area": "AREA", "Weight": "WEIGHT"}
        numbers = [
            self.add(f"IFCQUANTITY{next((kind for word, kind in kinds.items() if word in name), 'LENGTH')}('{name}',$,$,{amount:.4f},$)")
            for name, amount in amounts.items()
        ]  # fmt: skip
        group = self.add(
            f"IFCELEMENTQUANTITY('{self.guid()}',$,'Qto_Base',$,$,({','.join(f'#{one}' for one in numbers)}))"
        )
        self.add(f"IFCRELDEFINESBYPROPERTIES('{self.guid()}',$,$,$,(#{element}),#{group})")

    def external(self, element: int, value: bool) -> None:
        one = self.add(f"IFCPROPERTYSINGLEVALUE('IsExternal',$,IFCBOOLEAN(.{'T' if value else 'F'}.),$)")
        group = self.add(f"IFCPROPERTYSET('{self.guid()}',$,'Pset_WallCommon',$,(#{one}))")
        self.add(f"IFCRELDEFINESBYPROPERTIES('{self.guid()}',$,$,$,(#{element}),#{group})")

    def material(self, name: str) -> int:
        return self.add(f"IFCMATERIAL('{name}',$,$)")

    def layers(self, *layers: tuple[str, float]) -> int:
        numbers = [
            self.add(f"IFCMATERIALLAYER(#{self.material(name)},{thickness:.4f},$,$,$,$,$)")
            for name, thickness in layers
        ]
        return self.add(f"IFCMATERIALLAYERSET(({','.join(f'#{one}' for one in numbers)}),$,$)")

    def constituents(self, *parts: tuple[str, float | None]) -> int:
        numbers = [self.add(f"IFCMATERIALCONSTITUENT('{name}',$,#{self.material(name)},{'$' if share is None else share},$)") for name, share in parts]  # fmt: skip
        return self.add(f"IFCMATERIALCONSTITUENTSET($,$,({','.join(f'#{one}' for one in numbers)}))")

    def made_of(self, element: int, material: int) -> None:
        self.add(f"IFCRELASSOCIATESMATERIAL('{self.guid()}',$,$,$,(#{element}),#{material})")

    def parts(self, whole: int, *parts: int) -> None:
        self.add(f"IFCRELAGGREGATES('{self.guid()}',$,$,$,#{whole},({','.join(f'#{one}' for one in parts)}))")

    def classified(self, element: int, system: str, code: str) -> None:
        source = self.add(f"IFCCLASSIFICATION($,$,$,'{system}',$,$,$)")
        reference = self.add(f"IFCCLASSIFICATIONREFERENCE($,'{code}',$,#{source},$,$)")
        self.add(f"IFCRELASSOCIATESCLASSIFICATION('{self.guid()}',$,$,$,(#{element}),#{reference})")

    def text(self) -> str:
        return HEAD + "".join(f"#{number}={line};\n" for number, line in enumerate(self.lines, 1)) + TAIL

    def save(self, folder: Path, name: str = "model.ifc") -> Path:
        path = folder / name
        path.write_text(self.text(), encoding="ascii")
        return path
