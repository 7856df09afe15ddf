"""A widget turned by 180°: for whom sits on the other side of a tablet that lies on the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget


class Turned(QGraphicsView):
    """Fills itself with the widget that it holds; touches, keys and lists that open are turned with it."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._proxy = QGraphicsProxyWidget()
        self._scene.addItem(self._proxy)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("お客さまの側")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.rotate(180)

    def hold(self, widget: QWidget) -> None:
        """Take the widget in; it must have no parent."""
        self._proxy.setWidget(widget)
        self._fill()
        widget.show()

    def release(self) -> None:
        """Let it go again, to whoever shows it next."""
        if (widget := self._proxy.widget()) is not None:
            widget.hide()
            self._proxy.setWidget(None)  # type: ignore[arg-type]  # Qt's own way to let a widget go

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        room = self.viewport().size()
        self._scene.setSceneRect(0, 0, room.width(), room.height())
        self._proxy.setGeometry(self._scene.sceneRect())
