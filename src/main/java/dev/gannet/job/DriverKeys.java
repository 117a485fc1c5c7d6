package dev.gannet.job;

/** Every key of the files in drivers-config. */
final class DriverKeys {
    static final Block CHROME = Block.of(
            "chrome.yaml",
            "Which browser and driver are used, and how they are started.",
            Key.may("binary", Form.TEXT, "the first that is found", "path of the browser"),
            Key.may("driver", Form.TEXT, "the first that fits", "path of the chromedriver"),
            Key.may("arguments", Form.list(Form.TEXT), "none", "extra arguments of Chrome"),
            Key.may("preferences", Form.TEXT, "none", "extra preferences of Chrome"),
            Key.may("memory", Form.SIZE, "1500MB", "most memory of one browser, all its processes together"),
            Key.may("grid", JobKeys.GRID_FORM, "none", "browsers of a Selenium Grid instead of local ones"));

    static final Block PROFILE = Block.of(
            "profile",
            "What a page sees of the machine.",
            Key.may("width", Form.whole(100), "1280", "width of the window in CSS pixels"),
            Key.may("height", Form.whole(100), "800", "height of the window in CSS pixels"),
            Key.may("scale", Form.TEXT, "1", "device pixels to a CSS pixel"),
            Key.may("mobile", Form.FLAG, "false", "touch and the mobile viewport rules"),
            Key.may("locale", Form.TEXT, "the machine's own", "language that the browser asks for"),
            Key.may("timezone", Form.TEXT, "the machine's own", "IANA zone that the page sees"),
            Key.may("block", Form.TEXT, "nothing", "kinds of resources that are not loaded"));

    private DriverKeys() {}
}
