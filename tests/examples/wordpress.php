<?php
// As much of WordPress as the plugin asks for: php wordpress.php PLUGIN FOLDER SPOOL ADDRESS. Prints the page's content,
// then what the plugin did when the post was published and taken back: its spool is read by the test.
define( 'ABSPATH', __DIR__ . '/' );
define( 'NEWSGRAPH_FOLDER', $argv[2] );
define( 'NEWSGRAPH_URL', 'https://www.averincourier.example/newsgraph' );
define( 'NEWSGRAPH_SPOOL', $argv[3] );
define( 'ADDRESS', $argv[4] );
$hooks = array();
$meta  = array();
$post  = (object) array(
	'ID'            => 7,
	'post_type'     => 'post',
	'post_status'   => 'publish',
	'post_password' => '',
	'post_author'   => 1,
	'post_content'  => '<p>The cranes at Berth 14 turned again on Monday, and Marta Quillan watched them from the quay.</p>',
);
function add_action( $name, $do, $order = 10, $many = 1 ) { $GLOBALS['hooks'][ $name ][] = $do; }
function add_filter( $name, $do, $order = 10, $many = 1 ) { add_action( $name, $do ); }
function add_shortcode( $name, $do ) {}
function apply_filters( $name, $value ) { return $value; }
function get_post( $one = null ) { return $one ? $one : $GLOBALS['post']; }
function get_permalink( $one ) { return ADDRESS; }
function get_post_meta( $id, $key, $one ) { return $GLOBALS['meta'][ $id ] ?? ''; }
function update_post_meta( $id, $key, $value ) { $GLOBALS['meta'][ $id ] = $value; }
function esc_url( $url ) { return htmlspecialchars( $url ); }
function is_singular( $type ) { return true; }
function in_the_loop() { return true; }
function is_main_query() { return true; }
function has_shortcode( $content, $name ) { return false; }
function wp_is_post_revision( $one ) { return false; }
function wp_strip_all_tags( $words ) { return strip_tags( $words ); }
function get_the_title( $one ) { return 'Cranes turn again'; }
function home_url() { return 'https://www.averincourier.example'; }
function wp_parse_url( $url, $part ) { return parse_url( $url, $part ); }
function has_excerpt( $one ) { return false; }
function get_post_time( $form, $gmt, $one ) { return '2024-04-29T09:00:00+00:00'; }
function get_post_modified_time( $form, $gmt, $one ) { return '2024-04-29T09:00:00+00:00'; }
function get_the_author_meta( $what, $id ) { return 'Marta Quillan'; }
function wp_get_post_tags( $id, $how ) { return array( 'port' ); }
function get_locale() { return 'en_GB'; }
function wp_mkdir_p( $folder ) { return is_dir( $folder ) || mkdir( $folder, 0777, true ); }
function wp_json_encode( $value ) { return json_encode( $value ); }
function wp_upload_dir() { return array(); }
function untrailingslashit( $path ) { return rtrim( $path, '/' ); }
require $argv[1];
echo $hooks['the_content'][0]( 'CONTENT' ), "\n";
$changed = $hooks['wp_after_insert_post'][0];
$changed( 7, $post, false, null );
copy( NEWSGRAPH_SPOOL . '/7.jsonl', NEWSGRAPH_SPOOL . '/published' );
$draft = clone $post;
$draft->post_status = 'draft';
$changed( 7, $draft, true, $post );
