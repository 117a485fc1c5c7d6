package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Projects of Selenium IDE: {@code .side} files of its browser extension (version 3, file version 2.0 and before) and of
 * its app (version 4, file version 3.0).
 */
final class SideRecording implements RecordingFormat {
    @Override
    public boolean reads(String fileName, String text) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".side")
                || (text.contains("\"suites\"") && text.contains("\"commands\""));
    }

    @Override
    public Recording read(String text, Optional<String> part) throws RecordingException {
        SideProject project = SideProject.of(JsonText.object(text));
        List<String> notes = new ArrayList<>();
        SideChoice choice = SideChoice.of(project, part);
        notes.addAll(choice.notes());
        SideFlow flow = new SideFlow(project, texts(project));
        List<RecordedStep> steps = flow.steps(choice.tests());
        notes.addAll(flow.notes());
        return new Recording(choice.name(), flow.start().isEmpty() ? project.url() : flow.start(), steps, notes);
    }

    @Override
    public List<String> supported() {
        List<String> names = new ArrayList<>(SideFlow.names());
        names.addAll(SideFlow.CLOSERS);
        names.addAll(SideVerbs.ALL.keySet());
        return names;
    }

    private static SideText texts(SideProject project) {
        Set<String> variables = new HashSet<>();
        Set<String> handles = new HashSet<>();
        for (SideProject.Test test : project.tests()) {
            for (SideCommand command : test.commands()) {
                if (!command.disabled()) {
                    variables.add(bare(SideStores.variable(command)));
                    command.opens().ifPresent(name -> handles.add(bare(name)));
                    if (command.name().equals("storeWindowHandle")) {
                        handles.add(bare(command.target()));
                    }
                }
            }
        }
        variables.remove("");
        return new SideText(variables, handles);
    }

    private static String bare(String name) {
        return name.strip().replaceFirst("^\\$\\{(.*)}$", "$1");
    }
}
