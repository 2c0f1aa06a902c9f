package io.scapro.cli.cat;

import java.util.List;
import java.util.stream.Collectors;

/** The shell completion of nanocat, nngcat and macat. */
public final class FaceCompletion {

  private static final String SCRIPT =
      """

      # The options of nanocat (with its other names), nngcat and macat.
      _scapro_face() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options
        case $before in
          --file|-F|--cacert|--cert|-E|--key|--bind-ipc|-X|--connect-ipc|-x)
            COMPREPLY=($(compgen -f -- "$word")); return ;;
          --format)
            COMPREPLY=($(compgen -W "no raw ascii quoted hex msgpack" -- "$word")); return ;;
        esac
        case ${COMP_WORDS[0]##*/} in
          nngcat) options="%s" ;;
          macat) options="%s" ;;
          *) options="%s" ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$word"))
      }
      complete -F _scapro_face nanocat nngcat macat nn_push nn_pull nn_pub nn_sub nn_req nn_rep \\
        nn_surveyor nn_respondent nn_bus nn_pair
      """;

  private FaceCompletion() {}

  public static String script() {
    return SCRIPT.formatted(
        names(NngcatOptions.ALL),
        names(MacatOptions.ALL),
        names(NanocatOptions.ALL.stream().map(NanocatOptions.Rule::option).toList()));
  }

  private static String names(List<CatOption> options) {
    return options.stream().map(each -> "--" + each.name()).collect(Collectors.joining(" "));
  }
}
