package dev.gannet.flow;

import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One step of a flow on a live page. Immutable. */
public sealed interface Step {
    /** @return what holds for the step whatever its verb */
    Modifiers modifiers();

    /** @return the step as a person would say it; never what is typed */
    String words();

    /** @return the steps inside it */
    default List<Step> inner() {
        return List.of();
    }

    /**
     * @param ifPresent whether the step is left out, without waiting, when its element is not there
     * @param keepGoing whether a step that fails is noted and the flow goes on
     * @param timeout the longest the step may take
     * @param scene where it is carried out
     * @param after what it leads to, and is waited for as a part of it
     * @param where the step stands
     */
    record Modifiers(
            boolean ifPresent, boolean keepGoing, Duration timeout, Scene scene, Aftermath after, Where where) {
        /** @return those of a step that says nothing of them, in the job file itself */
        public static Modifiers plain(Duration timeout, int line) {
            return new Modifiers(false, false, timeout, Scene.HERE, Aftermath.NONE, new Where("", line));
        }
    }

    /**
     * Where a step stands.
     *
     * @param file the file's name, empty for the job file itself
     * @param line its line there
     */
    record Where(String file, int line) {
        @Override
        public String toString() {
            return (file.isEmpty() ? "" : file + " ") + "line " + line;
        }
    }

    /** Where a step is carried out; what is empty stays as it is around the step. */
    record Scene(Optional<FrameRef> frame, Optional<WindowRef> window) {
        /** Where the steps around it are carried out. */
        public static final Scene HERE = new Scene(Optional.empty(), Optional.empty());
    }

    /**
     * What a step leads to.
     *
     * @param opens the name that the window it opens gets
     * @param leads the place that it leads to
     */
    record Aftermath(Optional<String> opens, Optional<Leads> leads) {
        /** Nothing that is waited for. */
        public static final Aftermath NONE = new Aftermath(Optional.empty(), Optional.empty());
    }

    /**
     * Another document, or another URL of this one.
     *
     * @param to its URL, where one is named; another one is noted
     * @param title its title, likewise
     */
    record Leads(Optional<String> to, Optional<String> title) {}

    /** A step about an element. */
    sealed interface OnElement extends Step {
        /** @return the element */
        Selector element();
    }

    /** A step that points at an element. */
    sealed interface Aimed extends OnElement {
        /** @return where and how */
        Aim aim();

        @Override
        default Selector element() {
            return aim().element();
        }
    }

    /** A mouse's buttons. */
    enum Button {
        LEFT,
        MIDDLE,
        RIGHT,
        BACK,
        FORWARD
    }

    /**
     * Where and how an element is pointed at.
     *
     * @param at from its upper left corner, in CSS pixels; its middle where empty
     */
    record Aim(Selector element, Optional<Point> at, Button button) {}

    /** A place or a way, in CSS pixels. */
    record Point(int x, int y) {}

    /** Goes to another page. */
    record Goto(Words url, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "goto " + url;
        }
    }

    /**
     * Clicks.
     *
     * @param hold how long the button is held down
     */
    record Click(Aim aim, Duration hold, Modifiers modifiers) implements Aimed {
        @Override
        public String words() {
            return "click " + aim.element();
        }
    }

    /** Clicks twice, as a double click. */
    record DoubleClick(Aim aim, Modifiers modifiers) implements Aimed {
        @Override
        public String words() {
            return "double-click " + aim.element();
        }
    }

    /** Puts the pointer over an element and leaves it there. */
    record Hover(Aim aim, Modifiers modifiers) implements Aimed {
        @Override
        public String words() {
            return "hover " + aim.element();
        }
    }

    /** One movement of the mouse alone. */
    record Mouse(Move move, Aim aim, Modifiers modifiers) implements Aimed {
        /** Which one. */
        public enum Move {
            DOWN,
            MOVE,
            UP
        }

        @Override
        public String words() {
            return "mouse " + move.name().toLowerCase(Locale.ROOT) + " " + aim.element();
        }
    }

    /**
     * Sees to it that a checkbox or radio button is ticked, or is not; one that is right already is left alone.
     *
     * @param on whether it is ticked afterwards
     */
    record Check(Selector element, boolean on, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return (on ? "check " : "uncheck ") + element;
        }
    }

    /** Chooses options of a {@code select}. */
    record Select(Selector element, List<Choice> choices, Mode mode, Modifiers modifiers) implements OnElement {
        public Select {
            choices = List.copyOf(choices);
        }

        /** What becomes of the options that were chosen before. */
        public enum Mode {
            /** They are given up. */
            ONLY,
            /** They stay. */
            ADD,
            /** The named ones are given up, the others stay. */
            REMOVE
        }

        /**
         * An option.
         *
         * @param sample what the option's text is held against; what is no text has to be it
         */
        public record Choice(By by, Sample sample) {
            /** What it is known by. */
            public enum By {
                /** Its text, or else its value. */
                OPTION,
                VALUE,
                /** Its number, from 0. */
                INDEX,
                ID
            }
        }

        @Override
        public String words() {
            String options =
                    choices.stream().map(choice -> choice.sample().toString()).collect(Collectors.joining(", "));
            return (mode == Mode.REMOVE ? "give up " : "select ") + options + " in " + element;
        }
    }

    /**
     * Empties an input and types into it. A {@code select} is given the option with this value, an input that is not typed
     * into (a date, a colour) the value, a file input the file.
     *
     * @param add whether what is there stays
     */
    record Type(Selector element, Typed what, boolean add, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "type into " + element;
        }
    }

    /**
     * Presses keys, on an element or on what has the focus.
     *
     * @param keys names as in KeyboardEvent.key: Enter, Tab, ArrowDown, a; several are a chord
     * @param part what is done with them
     */
    record Press(List<String> keys, Part part, Optional<Selector> on, Modifiers modifiers) implements Step {
        public Press {
            keys = List.copyOf(keys);
        }

        /** What is done with keys. */
        public enum Part {
            /** Down and up again. */
            WHOLE,
            DOWN,
            UP
        }

        @Override
        public String words() {
            return "press " + String.join("+", keys)
                    + (part == Part.WHOLE ? "" : " " + part.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Gives files of the job's {@code uploads} folder to a file input. */
    record Upload(Selector element, List<Words> files, Modifiers modifiers) implements OnElement {
        public Upload {
            files = List.copyOf(files);
        }

        @Override
        public String words() {
            return "upload " + files.stream().map(Words::toString).collect(Collectors.joining(", ")) + " into "
                    + element;
        }
    }

    /**
     * Drags an element onto another, or so far.
     *
     * @param to where, or else
     * @param by how far
     */
    record Drag(Selector element, Optional<Selector> to, Optional<Point> by, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "drag " + element + to.map(end -> " to " + end).orElse("");
        }
    }

    /** Scrolls an element into view. */
    record ScrollTo(Selector element, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "scroll to " + element;
        }
    }

    /**
     * Scrolls a box, or the window.
     *
     * @param way to a place, or so far
     * @param by whether it is so far
     */
    record Scroll(Optional<Selector> in, Point way, boolean by, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "scroll " + in.map(Object::toString).orElse("the window") + (by ? " by " : " to ") + way.x() + ", "
                    + way.y();
        }
    }

    /** Waits until something holds. */
    record WaitFor(Condition condition, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "wait until " + condition;
        }
    }

    /** Fails where something does not come to hold in time. */
    record Assert(Condition condition, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "assert that " + condition;
        }
    }

    /**
     * Keeps a picture.
     *
     * @param of of an element alone
     * @param full of the whole page, not of what is in view
     */
    record Screenshot(Words name, Optional<Selector> of, boolean full, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "screenshot " + name;
        }
    }

    /**
     * Takes the page's items as they are now.
     *
     * @param kinds of these kinds; of all where empty
     * @param unchanged whether they may be those of the step before, whatever was done since
     */
    record Extract(List<String> kinds, boolean unchanged, Modifiers modifiers) implements Step {
        public Extract {
            kinds = List.copyOf(kinds);
        }

        @Override
        public String words() {
            return "extract " + (kinds.isEmpty() ? "all" : String.join(", ", kinds));
        }
    }

    /** Steps that belong together: in a frame or window, of another flow or of a recording. */
    record Group(String name, List<Step> steps, Map<String, Words> with, Modifiers modifiers) implements Step {
        public Group {
            steps = List.copyOf(steps);
            with = Map.copyOf(with);
        }

        @Override
        public String words() {
            return name;
        }

        @Override
        public List<Step> inner() {
            return steps;
        }
    }

    /** Closes a window. */
    record CloseWindow(WindowRef window, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "close window " + window;
        }
    }

    /**
     * Says how the next dialog of the page is answered.
     *
     * @param text what a prompt is answered with
     */
    record Dialog(boolean accept, Optional<Words> text, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return accept ? "accept the next dialog" : "dismiss the next dialog";
        }
    }

    /**
     * Clicks, and keeps the file that comes.
     *
     * @param as its name; the site's where empty
     */
    record Download(Selector element, Optional<Words> as, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "download " + element;
        }
    }

    /** Gives a variable a value. */
    record Store(String as, Value value, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "store " + as;
        }
    }

    /** Runs JavaScript in the page. */
    record Script(String code, Optional<String> as, boolean async, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "script";
        }
    }

    /** Says something in the log and the trace. */
    record Say(Words text, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "say " + text;
        }
    }

    /** Has the page see another viewport or network until it is left. */
    record Emulate(Optional<Viewport> viewport, Optional<Network> network, Modifiers modifiers) implements Step {
        /** What the page is seen on, in CSS pixels. */
        public record Viewport(int width, int height, double scale, boolean mobile, boolean touch, boolean landscape) {}

        /** What the page is loaded over: bytes a second, -1 for no bound. */
        public record Network(long download, long upload, Duration latency, boolean offline) {}

        @Override
        public String words() {
            return "emulate " + (viewport.isPresent() ? "a viewport" : "a network");
        }
    }

    /**
     * Steps again and again.
     *
     * @param loop until when
     * @param max most rounds; one more that is wanted fails the step
     */
    record Repeat(Loop loop, int max, List<Step> steps, Modifiers modifiers) implements Step {
        public Repeat {
            steps = List.copyOf(steps);
        }

        @Override
        public String words() {
            return "repeat " + loop;
        }

        @Override
        public List<Step> inner() {
            return steps;
        }
    }

    /** Either these steps or those. */
    record If(Condition condition, List<Step> then, List<Step> otherwise, Modifiers modifiers) implements Step {
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public String words() {
            return "if " + condition;
        }

        @Override
        public List<Step> inner() {
            return java.util.stream.Stream.concat(then.stream(), otherwise.stream())
                    .toList();
        }
    }
}
