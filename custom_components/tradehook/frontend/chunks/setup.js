import{g as e,h as t,m as n,n as r,p as i,r as a,t as o,v as s,x as c}from"./styles.js";import{f as l,n as u}from"./actions.js";var d=`config/config_entries/flow`,f=`config/config_entries/subentries/flow`,p=class e{constructor(e,t,n){this.hass=e,this.path=t,this.texts=n}static of(t,{kind:n}){return n===`bot`?new e(t,f,`component.tradehook.config_subentries.bot`):new e(t,d,`component.tradehook.config`)}begin(e){return this.hass.callApi(`POST`,this.path,{...m(e),show_advanced_options:!1})}look(e){return this.hass.callApi(`GET`,`${this.path}/${e}`)}answer(e,t){return this.hass.callApi(`POST`,`${this.path}/${e}`,t)}end(e){return this.hass.callApi(`DELETE`,`${this.path}/${e}`)}};function m(e){if(e.kind===`bot`)return{handler:[e.account,`bot`],...e.bot&&{subentry_id:e.bot}};let t=e.kind===`group`?e.group:e.account;return{handler:`tradehook`,...t&&{entry_id:t}}}function h(e){let t={};for(let{name:n,schema:r,description:i,default:a,required:o,selector:s}of e)r?t[n]=h(r):i?.suggested_value==null?a===void 0?o&&s&&`boolean`in s&&(t[n]=!1):t[n]=a:t[n]=i.suggested_value;return t}function g(e){return Object.fromEntries(Object.entries(e).filter(([,e])=>e!==void 0&&e!==``&&e!==null).map(([e,t])=>[e,v(t)?g(t):t]))}function _(e,t){return e.flatMap(({name:e,required:n,schema:r})=>{let i=t[e];return r?_(r,v(i)?i:{}):n&&(i===void 0||i===``||i===null)?[e]:[]})}function v(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}function y(e){let{body:t,message:n}=e;return Object.entries(t?.errors??{}).map(([e,t])=>`${e}: ${String(t)}`).join(`; `)||t?.message||n||String(e)}var b=[`secret_address`,`webhook_url`,`message`,`api_key`,`api_secret`,`external_url`,`cloud_url`,`internal_url`],x=`-`,S=new Set([`secret_rotated`,`group_secret_rotated`]),C=new Set([`reconfigure_successful`,`alert_learned`]),w=new Set([`alert_learned`,`alert_learned_address`,`secret_address`]),T=new Set([`message`]),E=`/config/integrations/integration/tradehook`,D=class extends t{constructor(...e){super(...e),this.accounts=[],this.parts=[],this.data={},this.error=``,this.busy=!1,this.begunFor=``,this.label=({name:e,type:t},n,r={})=>t===`expandable`?this.text(`${this.at}.sections.${e}.name`)||e:this.text(`${this.at}.${O(r)}data.${e}`)||e,this.helper=({name:e,type:t},n={})=>t===`expandable`?this.text(`${this.at}.sections.${e}.description`):this.text(`${this.at}.${O(n)}data_description.${e}`),this.wrong=e=>this.text(`error.${e}`)||e,this.value=e=>this.texts?.[`component.tradehook.selector.${e}`]??``}willUpdate(e){let t=this.parts.join(`/`);t!==this.begunFor&&(this.leave(),this.begunFor=t,this.begin())}disconnectedCallback(){super.disconnectedCallback(),this.leave(),this.begunFor=``}get target(){let[e,t=``,n=``]=this.parts;return e===`bot`?{kind:e,account:t,...n&&{bot:n}}:e===`group`?{kind:e,...t&&{group:t}}:{kind:`account`,...t&&{account:t}}}get first(){let{target:e}=this;return e.kind===`group`?e.group?this.parts[2]:`group`:this.parts[3]}get bot(){let{target:e}=this;if(e.kind===`bot`&&e.bot)return this.accounts.flatMap(({bots:e})=>e).find(({bot_id:t})=>t===e.bot)}async begin(){let{target:e}=this;this.step=void 0,this.error=``;let t=this.begunFor;try{let n=await Promise.all([`config`,`config_subentries`,`selector`].map(e=>this.ctx.api.texts(this.hass.language,e)));this.texts=Object.assign({},...n),this.flow=p.of(this.hass,e);let r=await this.flow.begin(e),i=this.first;if(i&&r.type===`menu`&&(r=await this.flow.answer(r.flow_id,{next_step_id:i})),t!==this.begunFor){this.flow.end(r.flow_id).catch(()=>void 0);return}await this.show(r)}catch(e){this.error=y(e)}}leave(){let{step:e,flow:t}=this;e&&t&&(e.type===`form`||e.type===`menu`)&&t.end(e.flow_id).catch(()=>void 0),this.step=void 0,this.data={}}async show(e){if(e.type===`create_entry`){let[t,n]=e.next_flow??[];if(t===`config_subentries_flow`&&n)return this.flow=p.of(this.hass,{kind:`bot`}),this.show(await this.flow.look(n))}this.step=e,this.data=h(e.data_schema??[]),await this.updateComplete,this.renderRoot.querySelector(`h2`)?.focus()}async go(e){let{step:t,flow:n}=this;if(t&&n&&!this.busy){this.busy=!0,this.error=``;try{await this.show(await n.answer(t.flow_id,e))}catch(e){this.error=y(e)}finally{this.busy=!1}}}submit(e){e.preventDefault();let t=_(this.step?.data_schema??[],this.data);t.length?this.error=this.ctx.t(`setup.missing`,{fields:t.map(e=>this.label({name:e})).join(`, `)}):this.go(g(this.data))}render(){let{t}=this.ctx;if(!customElements.get(`ha-form`))return s`<div class="card body">
        <p>${t(`setup.elsewhere`)}</p>
        <a class="button" href=${E}>${t(`overview.to_integration`)}</a>
      </div>`;let{step:n}=this,r=this.bot;return s`<div class="card body" aria-busy=${String(this.busy)}>
      ${r?s`<p class="soft over">${r.name}</p>`:e}
      ${n&&this.texts?this.renderStep(n):this.error?e:s`<p class="soft" role="status">${t(`common.loading`)}</p>`}
      <div role="alert">${this.error?s`<p class="error" data-error>${this.error}</p>`:e}</div>
    </div>`}renderStep(e){switch(e.type){case`form`:return this.renderForm(e);case`menu`:return this.renderMenu(e);default:return this.renderEnd(e)}}text(e){let t=this.step?.description_placeholders??{};return(this.texts?.[`${this.flow?.texts}.${e}`]??``).replace(/\{(\w+)\}/g,(e,n)=>t[n]??e)}get at(){return`step.${this.step?.step_id}`}heading(e){return s`<h2 tabindex="-1">${this.text(`${this.at}.title`)||e}</h2>`}described(t){return t?customElements.get(`ha-markdown`)?s`<ha-markdown .content=${t} breaks></ha-markdown>`:s`<p class="plain">${t}</p>`:e}renderMenu(e){let t=e.menu_options??[],n=Array.isArray(t)?t.map(e=>[e,this.text(`${this.at}.menu_options.${e}`)||e]):Object.entries(t);return s`${this.heading(`Tradehook`)} ${this.described(this.text(`${this.at}.description`))}
      <div class="menu">
        ${n.map(([e,t])=>s`<button
            class="button outlined"
            data-option=${e}
            ?disabled=${this.busy}
            @click=${()=>this.go({next_step_id:e})}
          >
            ${t}
          </button>`)}
      </div>
      ${this.renderActions()}`}renderForm(t){let{t:n}=this.ctx,r=t.errors??{};return s`${this.heading(`Tradehook`)} ${this.described(this.text(`${this.at}.description`))}
      <form novalidate @submit=${this.submit}>
        ${t.data_schema?.length?s`<ha-form
              .hass=${this.hass}
              .data=${this.data}
              .schema=${t.data_schema}
              .error=${r}
              .disabled=${this.busy}
              .computeLabel=${this.label}
              .computeHelper=${this.helper}
              .computeError=${this.wrong}
              .localizeValue=${this.value}
              @value-changed=${this.change}
            ></ha-form>`:e}
        ${this.renderActions(s`<button class="button" data-next ?disabled=${this.busy}>
          ${n(this.busy?`common.working`:t.last_step===!1?`setup.next`:`setup.done`)}
        </button>`)}
      </form>`}change(e){e.stopPropagation(),this.data=e.detail.value}renderActions(t=e){return s`<div class="actions">
      <button type="button" class="button plain" @click=${()=>this.ctx.go(this.target.kind===`group`?`/groups`:`/overview`)}>
        ${this.ctx.t(`common.cancel`)}
      </button>
      ${t}
    </div>`}renderEnd(t){let{t:n}=this.ctx,r=t.description_placeholders??{},i=b.filter(e=>r[e]&&r[e]!==x),a=t.type===`create_entry`||C.has(t.reason??``)||i.length>0,o=t.type===`create_entry`?t.title??``:n(a?`setup.changed`:`setup.ended`);return s`<h2 tabindex="-1">${o}</h2>
      ${a&&!w.has(t.reason??``)?e:this.described(this.text(`abort.${t.reason}`)||(t.reason??``))}
      ${i.length?this.renderHands(t,i,r):e}
      ${t.type===`create_entry`&&!i.length?s`<p>${n(`setup.account_made`)}</p>`:e}
      <div class="actions">
        <button class="button" data-end @click=${()=>this.ctx.go(this.next)}>${n(`setup.finish`)}</button>
      </div>`}get next(){let{target:e}=this;return e.kind===`group`?`/groups`:e.kind===`bot`&&e.bot?u({account:e.account},{bot_id:e.bot}):`/overview`}renderHands(t,n,r){let{t:i}=this.ctx,a=t.type===`create_entry`||S.has(t.reason??``);return s`${a?s`<p class="warning">${i(`setup.secret_once`)}</p>`:e}
      <ul>
        ${n.map(e=>s`<li>
            <label class="labelled">
              <span>${i(`setup.${e}`)}</span>
              <textarea
                class="field mono"
                name=${e}
                rows=${T.has(e)?10:1}
                readonly
                dir="ltr"
                .value=${r[e]??``}
              ></textarea>
            </label>
            <button class="button outlined" aria-label=${i(`bot.copy_of`,{name:i(`setup.${e}`)})} @click=${this.copy}>
              ${i(`common.copy`)}
            </button>
          </li>`)}
      </ul>
      <h3>${i(`setup.tradingview`)}</h3>
      <ol class="steps">
        ${[1,2,3,4].map(e=>s`<li>${i(`setup.tradingview_${e}`)}</li>`)}
      </ol>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await l(t)&&this.ctx.say(this.ctx.t(`common.copied`))}static{this.styles=[o,c`
      .body {
        margin: 0 auto;
        max-width: 640px;
        padding: 20px 16px;
      }
      .over {
        margin: 0;
      }
      h2 {
        outline: none;
      }
      .plain {
        white-space: pre-wrap;
      }
      .menu {
        display: grid;
        gap: 12px;
        margin-top: 16px;
      }
      .menu .button {
        min-height: 48px;
        text-align: start;
      }
      ha-form {
        display: block;
        margin-top: 16px;
      }
      .actions {
        background: var(--ha-card-background, var(--card-background-color));
        display: flex;
        gap: 8px;
        inset-block-end: 0;
        justify-content: flex-end;
        margin-top: 16px;
        padding-block: 8px;
        position: sticky;
        z-index: 1;
      }
      ul {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
        list-style: none;
        margin: 16px 0;
        padding: 0;
      }
      ul li {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li label {
        flex: 1 1 240px;
        min-width: 0;
      }
      .mono {
        field-sizing: content;
        font-family: var(--ha-font-family-code, monospace);
        font-size: 13px;
        overflow-wrap: anywhere;
        resize: none;
        white-space: pre-wrap;
      }
      .steps {
        line-height: 1.6;
        padding-inline-start: 20px;
      }
      .warning {
        border-inline-start: 3px solid var(--warning-color, #ffa600);
        font-weight: 500;
        padding-inline-start: 10px;
      }
    `]}};a([n({attribute:!1})],D.prototype,`ctx`,void 0),a([n({attribute:!1})],D.prototype,`hass`,void 0),a([n({attribute:!1})],D.prototype,`accounts`,void 0),a([n({attribute:!1})],D.prototype,`parts`,void 0),a([i()],D.prototype,`step`,void 0),a([i()],D.prototype,`data`,void 0),a([i()],D.prototype,`error`,void 0),a([i()],D.prototype,`busy`,void 0),a([i()],D.prototype,`texts`,void 0),D=a([r(`tradehook-setup`)],D);function O({path:e}){return e?.[0]?`sections.${e[0]}.`:``}export{E as ELSEWHERE,D as SetupView};